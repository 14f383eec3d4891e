//! Cases: an order of some policy, somebody who asks, and an instant.

use std::fmt::Display;

use serde_json::Value;
use torihiki::answer::{Applied, Preview, Timeline, Ways};
use torihiki::{ApplyOptions, Data, Instant, Options, Policy, TimelineOptions};

use crate::dice::Dice;
use crate::editions;
use crate::random_policies;

const HOUR: i64 = 3_600_000;

/// 2026-11-10T09:00:00+09:00, an instant in the middle of a day and of a month.
pub(crate) const BASE: i64 = 1_794_268_800_000;

/// The largest whole number that an order can have.
pub(crate) const MAX_NUMBER: i64 = 9_007_199_254_740_991;

pub(crate) type Entries = Vec<(std::borrow::Cow<'static, str>, Data<'static>)>;

/// An order, and who asks what when.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) seed: u64,
    pub(crate) policy: &'static Policy,
    /// The document of a policy that was made up.
    pub(crate) document: Option<Value>,
    /// What the policy says in the edition of the order.
    pub(crate) description: Value,
    pub(crate) order: Data<'static>,
    pub(crate) now: Instant,
    pub(crate) role: Option<String>,
}

impl Case {
    /// The case of a seed, of a built-in policy.
    pub(crate) fn built_in(seed: u64) -> Case {
        let mut dice = Dice(seed);
        let ids: Vec<&str> = torihiki::policy_ids().collect();
        let policy = torihiki::policy(dice.pick(&ids)).unwrap();
        Case::new(seed, policy, None, &mut dice)
    }

    /// The case of a seed, of a policy that is made up.
    pub(crate) fn made_up(seed: u64) -> Case {
        let mut dice = Dice(seed);
        let document = random_policies::policy(&mut dice);
        Case::of(seed, document, &mut dice)
    }

    /// A case of a policy that is brought along.
    pub(crate) fn of(seed: u64, document: Value, dice: &mut Dice) -> Case {
        let policy = Policy::new(&serde_json::from_value(document.clone()).unwrap());
        let policy = policy.unwrap_or_else(|problems| panic!("{problems}: {document}"));
        // A test ends soon, and so a policy may stay until then.
        Case::new(seed, Box::leak(Box::new(policy)), Some(document), dice)
    }

    fn new(seed: u64, policy: &'static Policy, document: Option<Value>, dice: &mut Dice) -> Case {
        let editions = editions::of(policy);
        let edition = editions[dice.roll(editions.len())].as_deref();
        let description = editions::described(policy, edition, "en");
        let order = order(policy, edition, &description, dice);
        let roles: Vec<Option<String>> = ids(&description["roles"]).into_iter().map(Some).chain([None, None]).collect();
        let role = roles[dice.roll(roles.len())].clone();
        let mut case = Case { seed, policy, document, description, order, now: Instant::MIN, role };
        case.now = case.instant(dice);
        case
    }

    /// An instant, mostly one at which something changes, or just before or after it.
    fn instant(&self, dice: &mut Dice) -> Instant {
        let changes = || -> Vec<Instant> {
            let whole = self.timeline(&TimelineOptions::from(Instant::MIN));
            whole.segments.iter().flat_map(|segment| &segment.changes).map(|change| change.at).collect()
        };
        match dice.roll(8) {
            0 => Instant::MIN,
            1 => Instant::MAX,
            2 | 3 => near(BASE + (dice.roll(96) as i64 - 48) * HOUR, 0),
            _ => match changes() {
                changes if changes.is_empty() => near(BASE, 0),
                changes => near(dice.pick(&changes).millis(), dice.roll(3) as i64 - 1),
            },
        }
    }

    /// The ids of something that the policy has.
    pub(crate) fn ids(&self, of: &str) -> Vec<String> {
        ids(&self.description[of])
    }

    pub(crate) fn roles(&self) -> Vec<String> {
        self.ids("roles")
    }

    /// Each action with each role that has it.
    pub(crate) fn acts(&self) -> Vec<(String, String)> {
        let of = |action: &Value| -> Vec<(String, String)> {
            let id = action["id"].as_str().unwrap();
            let roles = action["roles"].as_array().unwrap().iter();
            roles.map(|role| (id.to_owned(), role.as_str().unwrap().to_owned())).collect()
        };
        self.description["actions"].as_array().unwrap().iter().flat_map(of).collect()
    }

    pub(crate) fn action(&self, id: &str) -> &Value {
        self.description["actions"].as_array().unwrap().iter().find(|action| action["id"] == id).unwrap()
    }

    pub(crate) fn state(&self, id: &str) -> &Value {
        self.description["states"].as_array().unwrap().iter().find(|state| state["id"] == id).unwrap()
    }

    pub(crate) fn transition(&self, rule: &str) -> &Value {
        self.description["transitions"]
            .as_array()
            .unwrap()
            .iter()
            .find(|transition| transition["rule"] == rule)
            .unwrap()
    }

    pub(crate) fn fact(&self, id: &str) -> &Value {
        self.description["facts"].as_array().unwrap().iter().find(|fact| fact["id"] == id).unwrap()
    }

    /// Whether it is not known by the rules of which period the order is answered.
    pub(crate) fn is_undated(&self) -> bool {
        let Some(date) = self.description["datedBy"].as_str() else { return false };
        let Data::Map(entries) = &self.order else { panic!("an order is a map") };
        entries.iter().find(|(name, _)| name == date).is_none_or(|(_, value)| *value == Data::Null)
    }

    pub(crate) fn role(&self) -> Option<&str> {
        self.role.as_deref()
    }

    /// The same case with another order at another instant.
    pub(crate) fn at(&self, order: &Data<'static>, now: Instant) -> Case {
        Case { order: order.clone(), now, ..self.clone() }
    }

    pub(crate) fn preview(&self, now: Instant, role: Option<&str>) -> Preview<'static> {
        self.preview_of(&self.order, now, role)
    }

    pub(crate) fn preview_of(&self, order: &Data<'static>, now: Instant, role: Option<&str>) -> Preview<'static> {
        let options = Options { role, locale: Some("en"), ..Options::at(now) };
        self.answered(self.policy.preview(order, &options), order)
    }

    pub(crate) fn timeline(&self, options: &TimelineOptions<'_>) -> Timeline<'static> {
        self.answered(self.policy.timeline(&self.order, options), &self.order)
    }

    pub(crate) fn apply(&self, action: &str, options: &ApplyOptions<'_>) -> Option<Applied<'static>> {
        self.apply_to(&self.order, action, options)
    }

    /// With what the case supplies for the action; none where that makes a number that no order can hold.
    pub(crate) fn apply_to(
        &self,
        order: &Data<'static>,
        action: &str,
        options: &ApplyOptions<'_>,
    ) -> Option<Applied<'static>> {
        let with = self.supplied(action);
        let options = ApplyOptions { with: with.as_ref(), ..*options };
        let applied = self.policy.apply(order, action, &options);
        let is_full = |problem: &torihiki::Problem| problem.message.ends_with("which no order can hold");
        match &applied {
            Err(problems) if problems.as_slice().iter().all(is_full) => None,
            _ => Some(self.answered(applied, order)),
        }
    }

    /// What is supplied with an action, the same each time; nothing where it takes no arguments.
    pub(crate) fn supplied(&self, action: &str) -> Option<Data<'static>> {
        let arguments = self.action(action)["with"].as_array().unwrap();
        let mut dice = Dice(self.seed);
        let one = |argument: &Value| {
            let value = value(argument, &mut dice);
            (argument["id"].as_str().unwrap().to_owned().into(), value)
        };
        let entries: Entries = arguments.iter().map(one).collect();
        (!entries.is_empty()).then_some(Data::Map(entries))
    }

    pub(crate) fn ways(&self, to: &str, role: Option<&str>) -> Ways<'static> {
        let options = Options { role, locale: Some("en"), ..Options::at(self.now) };
        self.answered(self.policy.ways(&self.order, to, &options), &self.order)
    }

    pub(crate) fn calendar(&self, options: &TimelineOptions<'_>) -> Option<String> {
        self.answered(self.policy.calendar(&self.order, options), &self.order)
    }

    fn answered<T>(&self, answer: Result<T, torihiki::Problems>, order: &Data<'static>) -> T {
        answer.unwrap_or_else(|problems| panic!("{problems}, for {}, of {self}", written(order)))
    }
}

impl Display for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Case { seed, policy, document, order, now, role, .. } = self;
        write!(f, "seed {seed}, {}, {} for {role:?} at {now:?} ({})", policy.id(), written(order), now.to_rfc3339())?;
        document.iter().try_for_each(|document| write!(f, ", where the policy is\n{document}"))
    }
}

/// An order as a line that can be read again.
pub(crate) fn written(order: &Data<'_>) -> String {
    serde_json::to_string(order).unwrap()
}

pub(crate) fn ids(of: &Value) -> Vec<String> {
    of.as_array().unwrap().iter().map(|each| each["id"].as_str().unwrap().to_owned()).collect()
}

/// An instant, or the end of time that is nearest to it.
pub(crate) fn near(millis: i64, by: i64) -> Instant {
    let millis = millis.saturating_add(by).clamp(Instant::MIN.millis(), Instant::MAX.millis());
    Instant::from_millis(millis).unwrap()
}

fn text(text: &str) -> Data<'static> {
    Data::Text(text.to_owned().into())
}

pub(crate) fn order(policy: &Policy, edition: Option<&str>, description: &Value, dice: &mut Dice) -> Data<'static> {
    let mut entries: Entries = vec![("edition".into(), edition.map_or(Data::Null, text))];
    if dice.roll(2) == 0 || torihiki::policy(policy.id()).is_some() {
        entries.push(("policy".into(), text(policy.id())));
    }
    let states = ids(&description["states"]);
    entries.push(("state".into(), text(&states[dice.roll(states.len())])));
    let params = description["params"].as_array().unwrap();
    if dice.roll(6) == 0
        && let Some(param) = params.get(dice.roll(params.len() + 1))
    {
        let value = match param["type"].as_str().unwrap() {
            "int" => {
                let min = param["min"].as_i64().unwrap_or(-MAX_NUMBER);
                Data::Int(dice.pick(&[0, 1, 5, -1, MAX_NUMBER, -MAX_NUMBER]).max(min))
            }
            "money" => Data::Int(dice.pick(&[0, 1, 5, MAX_NUMBER])),
            _ => text(dice.pick(&["0s", "1ms", "3h", "300d", "365000d"])),
        };
        let name = param["id"].as_str().unwrap().to_owned();
        entries.push(("params".into(), Data::Map(vec![(name.into(), value)])));
    }
    // Some orders have few facts and some have many, so that one rule after the other decides.
    let filled = dice.roll(5);
    for fact in description["facts"].as_array().unwrap() {
        if filled <= dice.roll(5) {
            continue;
        }
        let name = fact["id"].as_str().unwrap().to_owned();
        entries.push((name.into(), if dice.roll(5) == 0 { Data::Null } else { value(fact, dice) }));
    }
    if dice.roll(3) == 0 {
        entries.push(("id".into(), if dice.roll(2) == 0 { Data::Int(7) } else { text("a,b;c\\d 注文") }));
    }
    // The order of the keys is the caller's.
    for place in (1..entries.len()).rev() {
        entries.swap(place, dice.roll(place + 1));
    }
    Data::Map(entries)
}

/// A value of a fact.
pub(crate) fn value(fact: &Value, dice: &mut Dice) -> Data<'static> {
    match fact["type"].as_str().unwrap() {
        "timestamp" => {
            let at = moment(dice);
            match dice.roll(3) {
                0 => Data::Date(at.millis()),
                1 => Data::Int(at.millis()),
                _ => text(&at.to_rfc3339()),
            }
        }
        "duration" => match dice.roll(8) {
            0 => Data::Int(0),
            1 => text("365000d"),
            2 => Data::Int(HOUR - 1),
            _ => text(dice.pick(&["1h", "5h", "30h", "1d6h"])),
        },
        kind @ ("int" | "money") => {
            let least = if kind == "money" { 0 } else { -MAX_NUMBER };
            let min = fact["min"].as_i64().unwrap_or(least);
            match dice.roll(8) {
                0 => Data::Int(min),
                1 => Data::Int(MAX_NUMBER),
                _ => Data::Int(dice.pick(&[0, 1, 2, 3, -1, -5, 8]).max(min)),
            }
        }
        "bool" => Data::Bool(dice.roll(2) == 0),
        "choice" => {
            let choices = ids(&fact["choices"]);
            text(&choices[dice.roll(choices.len())])
        }
        other => panic!("no values for a fact of type {other}"),
    }
}

/// An instant for a fact: mostly one of a few that also lie a window apart, or next to one.
fn moment(dice: &mut Dice) -> Instant {
    match dice.roll(12) {
        0 => Instant::MIN,
        1 => Instant::MAX,
        2 => near(Instant::MAX.millis(), -HOUR * 20),
        3 => near(BASE, -(dice.roll(400) as i64) * 24 * HOUR),
        _ => near(BASE + dice.pick(&[0, 1, 5, 6, 30, 31, -5, -30, 15]) * HOUR, dice.pick(&[0, 0, 0, 1, -1])),
    }
}
