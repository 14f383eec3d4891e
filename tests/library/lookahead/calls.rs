//! The calls of the library as JavaScript makes them: JSON goes in, and JSON comes out.

use serde_json::{Value, json};
use torihiki::{
    ApplyOptions, Data, Instant, Options, Policy, Problems, TimelineOptions, apply, calendar, preview, timeline,
    verdicts, ways,
};

use crate::brought_policies;

/// An answer or the problems; none where the arguments are ruled out, by the types of the library or by a server that
/// has no such call.
pub(crate) type Outcome = Option<Result<Value, Value>>;

/// Who is asked, by the name of a function and its arguments: [`call`], or a server over HTTP.
pub(crate) type Call = fn(&str, &[Value]) -> Outcome;

/// Calls a function by its name, for an order of a built-in policy.
pub(crate) fn call(name: &str, args: &[Value]) -> Outcome {
    call_of(None, name, args)
}

/// Calls a function by its name, for an order of a policy that is brought along.
pub(crate) fn call_brought(name: &str, args: &[Value]) -> Outcome {
    call_of(Some(brought_policies::of(&args[0])), name, args)
}

/// Calls a function of the library or, where there is a policy, the method of that name.
fn call_of(policy: Option<&'static Policy>, name: &str, args: &[Value]) -> Outcome {
    let argument = |index: usize| args.get(index).unwrap_or(&Value::Null);
    match name {
        "preview" | "verdicts" => {
            let given = Given::new(argument(1), &["role", "now", "locale"])?;
            let options =
                Options { role: given.text("role")?, locale: given.text("locale")?, ..Options::at(given.now("now")?) };
            let order = data(argument(0));
            Some(match (name, policy) {
                ("preview", None) => outcome(preview(&order, &options)),
                ("preview", Some(policy)) => outcome(policy.preview(&order, &options)),
                (_, None) => outcome(verdicts(&order, &options)),
                (_, Some(policy)) => outcome(policy.verdicts(&order, &options)),
            })
        }
        "timeline" | "calendar" => {
            let given = Given::new(argument(1), &["role", "from", "until", "locale"])?;
            let (from, until) = (given.now("from")?, given.instant("until")?);
            let options = TimelineOptions { role: given.text("role")?, from, until, locale: given.text("locale")? };
            let order = data(argument(0));
            Some(match (name, policy) {
                ("timeline", None) => outcome(timeline(&order, &options)),
                ("timeline", Some(policy)) => outcome(policy.timeline(&order, &options)),
                (_, None) => outcome(calendar(&order, &options)),
                (_, Some(policy)) => outcome(policy.calendar(&order, &options)),
            })
        }
        "apply" => {
            let given = Given::new(argument(2), &["role", "now", "with", "agreed", "locale"])?;
            let with = given.get("with").map(data);
            let (role, now, with) = (given.text("role")?, given.now("now")?, with.as_ref());
            let options =
                ApplyOptions { role, now, with, agreed: given.flag("agreed")?, locale: given.text("locale")? };
            let (order, action) = (data(argument(0)), argument(1).as_str()?);
            Some(match policy {
                None => outcome(apply(&order, action, &options)),
                Some(policy) => outcome(policy.apply(&order, action, &options)),
            })
        }
        "ways" => {
            let given = Given::new(argument(1), &["role", "to", "now", "locale"])?;
            let options =
                Options { role: given.text("role")?, locale: given.text("locale")?, ..Options::at(given.now("now")?) };
            let (order, to) = (data(argument(0)), given.text("to")??);
            Some(match policy {
                None => outcome(ways(&order, to, &options)),
                Some(policy) => outcome(policy.ways(&order, to, &options)),
            })
        }
        other => panic!("there is no call `{other}`"),
    }
}

/// The answer to what is known to be a question: an instant, a role and an order that make sense.
pub(crate) fn ask(call: Call, name: &str, args: &[Value]) -> Result<Value, String> {
    match call(name, args) {
        Some(Ok(answer)) => Ok(answer),
        Some(Err(problems)) => Err(format!("{name} tells problems: {problems}")),
        None => Err(format!("{name} cannot be asked with these options")),
    }
}

fn data(value: &Value) -> Data<'static> {
    serde_json::from_value(value.clone()).unwrap()
}

fn outcome(answer: Result<impl serde::Serialize, Problems>) -> Result<Value, Value> {
    match answer {
        Ok(answer) => Ok(serde_json::to_value(answer).unwrap()),
        Err(problems) => Err(json!(problems.as_slice())),
    }
}

/// The options that a case passes.
///
/// Every method gives none for a value that the types of the library rule out. A problem that
/// only JavaScript can have is found by `tests/package/lookahead.test.mjs`.
struct Given<'v>(&'v Value);

impl<'v> Given<'v> {
    fn new(options: &'v Value, names: &[&str]) -> Option<Given<'v>> {
        let known = match options {
            Value::Null => true,
            Value::Object(entries) => entries.keys().all(|name| names.contains(&name.as_str())),
            _ => false,
        };
        known.then_some(Given(options))
    }

    fn get(&self, name: &str) -> Option<&'v Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    fn text(&self, name: &str) -> Option<Option<&'v str>> {
        match self.get(name) {
            None => Some(None),
            Some(value) => value.as_str().map(Some),
        }
    }

    fn instant(&self, name: &str) -> Option<Option<Instant>> {
        let read = |value: &Value| match value {
            Value::Number(number) => number.as_i64().and_then(Instant::from_millis),
            Value::String(text) => Instant::parse(text).ok(),
            _ => None,
        };
        match self.get(name) {
            None => Some(None),
            Some(value) => read(value).map(Some),
        }
    }

    fn flag(&self, name: &str) -> Option<bool> {
        self.get(name).map_or(Some(false), Value::as_bool)
    }

    /// A case without an instant is about errors, which do not depend on it.
    fn now(&self, name: &str) -> Option<Instant> {
        self.instant(name)?.or_else(|| Instant::from_millis(0))
    }
}
