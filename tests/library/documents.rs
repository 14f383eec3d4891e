//! Policies back to documents: what a document says is what the policy that is made of it says of itself.

use serde_json::json;
use torihiki::{Data, Policy, Syntax, policy_ids};

use crate::dice::Dice;
use crate::{brought_policies, random_policies};

/// Goes to the document of a policy and back twice.
fn round_trip(about: &str, policy: &Policy) -> Data<'static> {
    let document = policy.document().unwrap();
    let again = Policy::new(document).unwrap_or_else(|problems| panic!("{about}: {problems}"));
    assert_eq!((again.version(), again.compile()), (policy.version(), policy.compile()), "{about}");
    assert_eq!(again.document(), Some(document), "{about}");
    // As JSON it is the same too.
    let json = serde_json::to_string_pretty(document).unwrap();
    let parsed = Policy::parse(&json, Syntax::Json).unwrap_or_else(|mistakes| panic!("{about}: {mistakes}"));
    assert_eq!(parsed.compile(), policy.compile(), "{about}");
    document.clone()
}

fn built_in(id: &str) -> String {
    std::fs::read_to_string(format!("{}/src/policies/{id}.toml", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn a_document_becomes_a_policy_and_the_policy_that_document() {
    let texts = policy_ids().map(|id| (id.to_owned(), built_in(id)));
    let brought = brought_policies::FILES.iter().filter_map(|(id, _)| {
        let path = format!("{}/tests/cases/brought/{id}.toml", env!("CARGO_MANIFEST_DIR"));
        Some(((*id).to_owned(), std::fs::read_to_string(path).ok()?))
    });
    let mut count = 0;
    for (id, text) in texts.chain(brought) {
        let written: Data<'static> = toml::from_str(&text).unwrap();
        let made = Policy::parse(&text, Syntax::Toml).unwrap();
        if written.get("extends").is_none() {
            assert_eq!(round_trip(&id, &made), written, "{id}");
        } else {
            round_trip(&id, &made);
        }
        count += 1;
    }
    assert!(count >= 11, "{count}");
}

#[test]
fn random_policies_become_documents_and_come_back() {
    let mut seeds = 0;
    for seed in 0..300 {
        let document: Data<'static> = serde_json::from_value(random_policies::policy(&mut Dice(seed))).unwrap();
        let Ok(policy) = Policy::new(&document) else { continue };
        assert_eq!(round_trip(&format!("seed {seed}"), &policy), document);
        seeds += 1;
    }
    assert!(seeds > 200, "{seeds}");
}

#[test]
fn a_policy_that_extends_another_has_the_whole_document() {
    for id in policy_ids() {
        let mut base: serde_json::Value = toml::from_str(&built_in(id)).unwrap();
        let role = base["roles"][0].as_str().unwrap().to_owned();
        let changes = json!({
            "$schema": "policy-extension.schema.json", "format": "torihiki/1", "extends": id, "id": "ours",
            "label": { "ja": "当店", "en": "Ours" }, "roleLabels": { (role.clone()): { "ja": "客", "en": "Customer" } },
        });
        let extended = Policy::new(&serde_json::from_value(changes).unwrap()).unwrap();
        let found = serde_json::to_value(round_trip(id, &extended)).unwrap();
        base["id"] = json!("ours");
        base["label"] = json!({ "ja": "当店", "en": "Ours" });
        base["roleLabels"][&role] = json!({ "ja": "客", "en": "Customer" });
        assert_eq!(found, base, "{id}");
    }
}

#[test]
fn an_extension_of_an_extension_is_one_document() {
    let inner = json!({ "extends": "lancers", "id": "inner", "languages": ["en"], "format": "torihiki/1" });
    let outer = json!({ "extends": inner, "id": "outer", "label": "Outer", "remove": ["editions.guide.note"], "format": "torihiki/1" });
    let outer = Policy::new(&serde_json::from_value(outer).unwrap()).unwrap();
    let document = round_trip("outer", &outer);
    assert_eq!(document.get("label"), Some(&Data::Text("Outer".into())));
    let guide = document.get("editions").and_then(|editions| editions.get("guide")).unwrap();
    assert!(guide.get("label").is_some() && guide.get("note").is_none());
    assert!(["extends", "remove"].iter().all(|key| document.get(key).is_none()));
}
