//! Names: how they are written, what they stand for, and that they stand once.

use serde_json::{Value, json};

use super::kit::{Mistake, change, check, checked, document, text, told};

#[test]
fn names_are_written_in_their_own_way_and_mean_one_thing() {
    let label = |more: Value| {
        let mut element = json!({ "label": text("x") });
        more.as_object()
            .unwrap()
            .iter()
            .for_each(|(key, value)| change(&mut element, &format!("/{key}"), value.clone()));
        element
    };
    let fact = || label(json!({ "type": "bool" }));
    let param = || label(json!({ "value": 1 }));
    let kebab = "(write it like `review-window`)";
    for (pointer, value, expected) in [
        ("/id", json!("Shop"), "invalid-name id: `Shop` is no name (did you mean `shop`?)".to_owned()),
        ("/id", json!(""), format!("invalid-name id: `` is no name {kebab}")),
        ("/id", json!("a".repeat(61)), format!("invalid-name id: `{}…` is too long for a name", "a".repeat(60))),
        (
            "/sources/New_page",
            json!({ "kind": "guide", "title": text("x") }),
            "invalid-name sources.New_page: `New_page` is no name (did you mean `new-page`?)".to_owned(),
        ),
        (
            "/transitions/0/rule",
            json!("autoDone"),
            "invalid-name transitions[0].rule: `autoDone` is no name (did you mean `auto-done`?)".to_owned(),
        ),
        (
            "/actions/revise/requires/0/rule",
            json!("-open"),
            "invalid-name actions.revise.requires[0].rule: `-open` is no name (did you mean `open`?)".to_owned(),
        ),
        (
            "/actions/revise/requires/0/rule",
            json!("open-"),
            "invalid-name actions.revise.requires[0].rule: `open-` is no name (did you mean `open`?)".to_owned(),
        ),
        (
            "/actions/revise/requires/0/rule",
            json!("a--b"),
            "invalid-name actions.revise.requires[0].rule: `a--b` is no name (did you mean `a-b`?)".to_owned(),
        ),
        (
            "/actions/revise/effects/0/rule",
            json!("2nd"),
            format!("invalid-name actions.revise.effects[0].rule: `2nd` is no name {kebab}"),
        ),
        (
            "/actions/revise/drafts/0/id",
            json!("re vise"),
            "invalid-name actions.revise.drafts[0].id: `re vise` is no name (did you mean `re-vise`?)".to_owned(),
        ),
        ("/duties/0/rule", json!("確認"), format!("invalid-name duties[0].rule: `確認` is no name {kebab}")),
        ("/facts/Gift", fact(), "invalid-name facts.Gift: `Gift` is no name (did you mean `gift`?)".to_owned()),
        (
            "/facts/gift-wrapped",
            fact(),
            "invalid-name facts.gift-wrapped: `gift-wrapped` is no name (did you mean `giftWrapped`?)".to_owned(),
        ),
        (
            "/facts/gift_wrapped",
            fact(),
            "invalid-name facts.gift_wrapped: `gift_wrapped` is no name (did you mean `giftWrapped`?)".to_owned(),
        ),
        ("/params/Most", param(), "invalid-name params.Most: `Most` is no name (did you mean `most`?)".to_owned()),
        // Words that conditions or orders need.
        ("/facts/now", fact(), "reserved-name facts.now: `now` means something else already (conditions".to_owned()),
        (
            "/facts/state",
            fact(),
            "reserved-name facts.state: `state` means something else already (conditions".to_owned(),
        ),
        ("/facts/role", fact(), "reserved-name facts.role: `role` means".to_owned()),
        ("/facts/in", fact(), "reserved-name facts.in: `in` means".to_owned()),
        (
            "/facts/package",
            fact(),
            "reserved-name facts.package: `package` means something else already (CEL".to_owned(),
        ),
        ("/params/while", param(), "reserved-name params.while: `while` means".to_owned()),
        ("/facts/true", fact(), "reserved-name facts.true: `true` means".to_owned()),
        ("/facts/duration", fact(), "reserved-name facts.duration: `duration` means".to_owned()),
        ("/facts/policy", fact(), "reserved-name facts.policy: `policy` means".to_owned()),
        ("/facts/edition", fact(), "reserved-name facts.edition: `edition` means".to_owned()),
        ("/facts/params", fact(), "reserved-name facts.params: `params` means".to_owned()),
        ("/facts/id", fact(), "reserved-name facts.id: `id` means".to_owned()),
        ("/params/null", param(), "reserved-name params.null: `null` means".to_owned()),
        (
            "/params/asked",
            param(),
            "reserved-name params.asked: `asked` means something else already (a fact is".to_owned(),
        ),
    ] {
        check(&[(pointer, value)], &[&expected]);
    }
}

/// Names that stand for nothing.
pub(super) fn unknown_names() -> Vec<Mistake> {
    vec![
        ("/source", json!("manuel"), "unknown-name source: `manuel` is not under `sources` (did you mean `manual`?)"),
        (
            "/params/most/source",
            json!("?"),
            "unknown-name params.most.source: `?` is not under `sources` (one of `manual`, `page`)",
        ),
        (
            "/params/window/editions/recent/source",
            json!("pag"),
            "unknown-name params.window.editions.recent.source: `pag` is not under `sources`",
        ),
        (
            "/roleLabels/worker",
            text("x"),
            "unknown-name roleLabels.worker: `worker` is not under `roles` (one of `buyer`, `seller`)",
        ),
        (
            "/facts/dueAt/after/0",
            json!("sendAt"),
            "unknown-name facts.dueAt.after[0]: `sendAt` is no timestamp under `facts` (did you mean `sentAt`?)",
        ),
        (
            "/facts/dueAt/after/1",
            json!("asked"),
            "unknown-name facts.dueAt.after[1]: `asked` is no timestamp under `facts`",
        ),
        ("/facts/size/choiceLabels/huge", text("x"), "unknown-name facts.size.choiceLabels.huge: `huge` is no choice"),
        (
            "/transitions/0/from/0",
            json!("deliverd"),
            "unknown-name transitions[0].from[0]: `deliverd` is not under `states` (did you mean `delivered`?)",
        ),
        ("/transitions/0/to", json!("finished"), "unknown-name transitions[0].to: `finished` is not under `states`"),
        ("/transitions/0/to", json!("buyer"), "unknown-name transitions[0].to: `buyer` is not under `states`"),
        ("/transitions/0/source", json!("x"), "unknown-name transitions[0].source: `x` is not under `sources`"),
        (
            "/transitions/0/effects/0/audience/0",
            json!("selller"),
            "unknown-name transitions[0].effects[0].audience[0]: `selller` is not under `roles` (did you mean `seller`?)",
        ),
        (
            "/actions/revise/roles/1",
            json!("guest"),
            "unknown-name actions.revise.roles[1]: `guest` is not under `roles`",
        ),
        ("/actions/revise/from/0", json!("sent"), "unknown-name actions.revise.from[0]: `sent` is not under `states`"),
        ("/actions/revise/to", json!("sent"), "unknown-name actions.revise.to: `sent` is not under `states`"),
        ("/actions/revise/source", json!("x"), "unknown-name actions.revise.source: `x` is not under `sources`"),
        (
            "/actions/deliver/editions/recent/to",
            json!("sent"),
            "unknown-name actions.deliver.editions.recent.to: `sent` is not under `states`",
        ),
        (
            "/actions/deliver/set/sendAt",
            json!("now"),
            "unknown-name actions.deliver.set.sendAt: `sendAt` is not under `facts` (did you mean `sentAt`?)",
        ),
        (
            "/actions/revise/consent/of",
            json!("guest"),
            "unknown-name actions.revise.consent.of: `guest` is not under `roles`",
        ),
        (
            "/actions/revise/elsewhere/don",
            text("x"),
            "unknown-name actions.revise.elsewhere.don: `don` is not under `states` (did you mean `done`?)",
        ),
        (
            "/actions/revise/requires/0/source",
            json!("x"),
            "unknown-name actions.revise.requires[0].source: `x` is not under `sources`",
        ),
        (
            "/actions/revise/effects/0/audience/not",
            json!("askr"),
            "unknown-name actions.revise.effects[0].audience.not: `askr` is not under `facts` (did you mean `asker`?)",
        ),
        (
            "/actions/revise/drafts/0/roles/0",
            json!("x"),
            "unknown-name actions.revise.drafts[0].roles[0]: `x` is not under `roles`",
        ),
        (
            "/duties/0/role",
            json!("byer"),
            "unknown-name duties[0].role: `byer` is not under `roles` (did you mean `buyer`?)",
        ),
        ("/duties/0/in/0", json!("x"), "unknown-name duties[0].in[0]: `x` is not under `states`"),
        ("/duties/1/role/not", json!("x"), "unknown-name duties[1].role.not: `x` is not under `facts`"),
    ]
}

#[test]
fn names_that_stand_for_nothing_are_told_with_the_nearest_one() {
    for (pointer, value, expected) in unknown_names() {
        check(&[(pointer, value)], &[expected]);
    }
}

#[test]
fn nothing_stands_twice() {
    let document = document();
    let effect = document.pointer("/transitions/0/effects/0").unwrap();
    let requirement = document.pointer("/actions/revise/requires/0").unwrap();
    let draft = document.pointer("/actions/revise/drafts/0").unwrap();
    for (changes, expected) in [
        (vec![("/roles/2", json!("buyer"))], "duplicate roles[2]: the role `buyer` stands here twice"),
        (vec![("/facts/size/type/2", json!("small"))], "duplicate facts.size.type[2]: `small` stands here twice"),
        (
            vec![("/transitions/1/rule", json!("auto-done"))],
            "duplicate transitions[1].rule: the rule `shop.auto-done` stands here twice",
        ),
        (
            vec![("/transitions/0/effects/1", effect.clone())],
            "duplicate transitions[0].effects[1].rule: the rule `shop.auto-done.payout` stands",
        ),
        (
            vec![("/actions/revise/requires/2", requirement.clone())],
            "duplicate actions.revise.requires[2].rule: the rule `shop.revise.window-open` stands",
        ),
        (
            vec![("/actions/revise/requires/0/rule", json!("state"))],
            "duplicate actions.revise.requires[0].rule: every action has a rule `state` already",
        ),
        (
            vec![("/actions/revise/drafts/1", draft.clone())],
            "duplicate actions.revise.drafts[1].id: the draft `revise` stands here twice",
        ),
        (vec![("/duties/1/rule", json!("check"))], "duplicate duties[1].rule: the rule `shop.check` stands here twice"),
    ] {
        // The third role makes two of them ambiguous; the other problems are not at stake here.
        let mut changed = document.clone();
        changes.iter().for_each(|(pointer, value)| change(&mut changed, pointer, value.clone()));
        let problems: Vec<String> = checked(changed).unwrap_err().as_slice().iter().map(told).collect();
        assert!(problems[0].starts_with(expected), "expected {expected}, found {problems:#?}");
    }
    // In different editions a rule may stand twice.
    let mut other = requirement.clone();
    change(&mut other, "/edition", json!("old"));
    check(&[("/actions/revise/requires/0/edition", json!("recent")), ("/actions/revise/requires/2", other)], &[]);
}
