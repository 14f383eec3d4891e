//! What the JSON Schema says of single values: what `written` reads, and no less.

use super::rules::Not;
use super::written::FORMAT;
use super::{
    Audience, Bound, ConsentOf, CurrencyCode, DutyRole, FactType, Format, Languages, Offset, Only, ParamType,
    ParamValue, PartialDate, Phrases, Sources,
};
use crate::data::Data;
use crate::policy::read::Table;
use crate::policy::schema::narrow::{
    BOUND, DATE, DAY, DURATION, OFFSET, Pattern, TAG, WORDS, like, most, named, some, unique,
};
use crate::policy::schema::{Described, Schema, Shared};
use crate::policy::{Certainty, EffectKind, EffectOn, Severity, SourceKind, Verb};
use crate::text::{Currency, Phrase, Str};
use crate::time::{Day, WEEKDAYS, Weekend};

/// A text that is written like this.
fn text(pattern: Pattern) -> Schema {
    Schema::of(&["string"]).narrowed(like(pattern))
}

impl Described for Format {
    fn schema(_: &mut Shared) -> Schema {
        Schema::of(&["string"]).with("const", FORMAT)
    }
}

/// A text, or a list of them.
macro_rules! one_or_several {
    ($($name:ident),+) => {
        $(impl Described for $name {
            fn schema(shared: &mut Shared) -> Schema {
                Str::schema(shared).or(Vec::<Str>::schema(shared).narrowed(some).narrowed(unique))
            }
        })+
    };
}

one_or_several!(Only, Sources);

impl Described for Offset {
    fn schema(_: &mut Shared) -> Schema {
        text(OFFSET)
    }
}

impl Described for PartialDate {
    fn schema(_: &mut Shared) -> Schema {
        text(DATE)
    }
}

impl Described for Bound {
    fn schema(_: &mut Shared) -> Schema {
        text(BOUND)
    }
}

impl Described for Day {
    fn schema(_: &mut Shared) -> Schema {
        text(DAY)
    }

    fn mentioned(_: &mut Shared) -> Schema {
        DAY.mention()
    }
}

impl Described for Weekend {
    fn schema(_: &mut Shared) -> Schema {
        let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        Schema::of(&["array"]).with("items", Schema::words(&WEEKDAYS, &days))
    }
}

impl Described for CurrencyCode {
    fn schema(_: &mut Shared) -> Schema {
        let mut codes: Vec<_> = Currency::codes().collect();
        codes.sort_unstable();
        Schema::of(&["string"]).with("enum", Data::List(codes.into_iter().map(Data::from).collect()))
    }
}

impl Described for ParamValue {
    fn schema(shared: &mut Shared) -> Schema {
        text(DURATION).or(i64::schema(shared))
    }
}

impl Described for ParamType {
    fn schema(_: &mut Shared) -> Schema {
        let about =
            ["A length of time.", "A whole number.", "An amount, in whole minor units of the currency of the policy."];
        Schema::words(&ParamType::WORDS, &about)
    }
}

impl Described for FactType {
    fn schema(_: &mut Shared) -> Schema {
        let about = [
            "An instant.",
            "A length of time, such as `72h`.",
            "A whole number.",
            "True or false.",
            "An amount, in whole minor units of the currency of the policy.",
            "A time zone, one of `zones`.",
        ];
        let choices = Schema::default()
            .with(
                "description",
                "The texts of which it is one. Each that is no role needs a label under `choiceLabels`.",
            )
            .with("type", "array")
            .with("items", WORDS.mention())
            .narrowed(some)
            .narrowed(unique);
        Schema::default()
            .with("anyOf", Data::List(vec![Schema::words(&FactType::WORDS, &about).into(), choices.into()]))
    }
}

impl Described for Languages {
    fn schema(_: &mut Shared) -> Schema {
        Schema::of(&["array"]).with("items", TAG.mention()).narrowed(some).narrowed(most(20)).narrowed(unique)
    }
}

/// A text for each phrase; of several languages only those that are to be said otherwise.
///
/// The keys stand as patterns: as properties, all sixty of them would be proposed wherever a key of the document is.
impl Described for Phrases {
    fn schema(shared: &mut Shared) -> Schema {
        let texts = Str::schema(shared).or(Table::<Str>::schema(shared).narrowed(named(TAG)));
        let phrases = Phrase::ids().filter_map(Phrase::parse).zip(Phrase::ids()).map(|(phrase, id)| {
            let names: Vec<String> = phrase.placeholders().iter().map(|name| format!("`{{{name}}}`")).collect();
            let braces = if names.is_empty() { String::new() } else { format!(", with {} in it", names.join(", ")) };
            let about = format!("What is said in place of \"{}\"{braces}.", phrase.text(false));
            (format!("^{id}$").into(), texts.clone().about(&about).into())
        });
        let names = Data::List(Phrase::ids().map(Data::from).collect());
        Schema::of(&["object"])
            .with("patternProperties", Data::Map(phrases.collect()))
            .with("additionalProperties", Data::Bool(false))
            .with("propertyNames", Schema::default().with("enum", names))
    }
}

impl Described for Audience {
    fn schema(shared: &mut Shared) -> Schema {
        Vec::<Str>::schema(shared).narrowed(unique).or(Not::schema(shared))
    }
}

impl Described for DutyRole {
    fn schema(shared: &mut Shared) -> Schema {
        Str::schema(shared).or(Not::schema(shared))
    }
}

impl Described for ConsentOf {
    fn schema(shared: &mut Shared) -> Schema {
        Str::schema(shared).or(Table::<Str>::schema(shared))
    }
}

/// One of the words of a vocabulary.
macro_rules! describe_words {
    ($($name:ident),+) => {
        $(impl Described for $name {
            fn schema(_: &mut Shared) -> Schema {
                Schema::words(&$name::ALL.map($name::word), &$name::ABOUT)
            }
        })+
    };
}

describe_words!(Certainty, EffectKind, EffectOn, Severity, SourceKind, Verb);
