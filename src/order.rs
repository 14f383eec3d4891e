//! The caller's order, checked against a policy.

#[cfg(any(test, all(target_arch = "wasm32", feature = "single")))]
mod numbers;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::slice;
use std::sync::Arc;

#[cfg(any(test, all(target_arch = "wasm32", feature = "single")))]
pub(crate) use numbers::{Desk, Reads};

use crate::data::Data;
use crate::data::scalar::{amount, duration, not_an_object, twice, units, whole_number};
use crate::expr::{FactId, ParamId, Symbol, Type, Value};
use crate::policy::fact::{ORDER_KEYS, fact_value, unknown_fact};
use crate::policy::{EditionId, Param, PeriodId, Policy, Reading, Rules, State};
use crate::problem::{Problem, ProblemCode, Problems, Report, join, listed, quoted};
use crate::time::Units;

/// What the caller set each parameter of a policy to, and in which units.
type Overrides = [Option<(i64, Units)>];

/// An order that makes sense to its policy: a state, facts and parameters.
///
/// It is never changed in place.
///
/// ```
/// use torihiki::{Data, Order, ProblemCode, policy};
///
/// let data: Data = serde_json::from_str(r#"{ "state": "delivered", "deliverdAt": "2026-11-10" }"#).unwrap();
/// let problems = Order::read(policy("coconala").unwrap(), &data).unwrap_err();
/// assert_eq!(problems.as_slice()[0].code, ProblemCode::UnknownFact);
/// assert_eq!(problems.as_slice()[0].suggests.as_deref(), Some("deliveredAt"));
/// ```
#[derive(Clone, Debug)]
pub struct Order<'p> {
    pub(crate) policy: &'p Policy,
    pub(crate) edition: EditionId,
    /// The period whose rules it takes. Where its date is not known, that may be any of them.
    pub(crate) period: PeriodId,
    pub(crate) state: Symbol,
    /// The value of each fact of the policy: as given, else its default.
    pub(crate) facts: Vec<Value>,
    /// The value of each parameter in the edition and the period; 0 for one that the edition does not have.
    pub(crate) params: Arc<[i64]>,
    /// The parameters that the caller set, and in which units; none where the caller set none.
    overrides: Option<Arc<Overrides>>,
    /// The units in which the caller wrote lengths of time, with their values.
    lengths: Arc<[(FactId, Value, Units)]>,
    /// Facts that have no value, each with one that it is given together with and that has. They are unknown.
    pub(crate) apart: Vec<(FactId, FactId)>,
}

impl<'p> Order<'p> {
    /// Reads an order, which is a map: `state`, the policy's facts and, where wanted,
    /// `policy`, `edition`, `params` and `id`.
    ///
    /// # Errors
    ///
    /// Everything in the order that does not make sense, in the order of its keys.
    ///
    /// ```
    /// use torihiki::{Data, Order, policy};
    ///
    /// let data: Data = serde_json::from_str(
    ///     r#"{ "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// assert!(Order::read(policy("coconala").unwrap(), &data).is_ok());
    ///
    /// // A day is no instant, and another policy has other states.
    /// let data: Data = serde_json::from_str(r#"{ "state": "shipped", "deliveredAt": "2026-11-10" }"#).unwrap();
    /// let problems = Order::read(policy("coconala").unwrap(), &data).unwrap_err();
    /// let codes: Vec<&str> = problems.as_slice().iter().map(|problem| problem.code.word()).collect();
    /// assert_eq!(codes, ["unknown-state", "invalid-instant"]);
    /// ```
    pub fn read(policy: &'p Policy, data: &Data<'_>) -> Result<Order<'p>, Problems> {
        let mut report = Report::default();
        let order = Order::read_into(policy, data, &mut report);
        report.finish(order)
    }

    pub(crate) fn read_into(policy: &'p Policy, data: &Data<'_>, report: &mut Report) -> Option<Order<'p>> {
        let Data::Map(entries) = data else {
            report.add(not_an_object("", "an order", data));
            return None;
        };
        let mut mistaken = Report::default();
        let edition = edition(policy, data.get("edition"), &mut mistaken);
        // What is no edition says nothing of the state.
        let named = mistaken.is_empty().then_some(edition);
        report.extend(mistaken);
        let mut facts: Vec<Value> = policy.facts.iter().map(|fact| fact.default).collect();
        let mut overrides = vec![None; policy.params.len()];
        let mut lengths = Vec::new();
        let mut state = None;
        // Which facts are there, and which of the other keys.
        let (mut given, mut keys) = (vec![false; policy.facts.len()], [false; ORDER_KEYS.len()]);
        for (name, value) in entries {
            let number = policy.facts.iter().position(|fact| fact.name == **name);
            let place = match number {
                Some(number) => given.get_mut(number),
                None => keys.iter_mut().zip(ORDER_KEYS).find(|(_, key)| key == name).map(|(place, _)| place),
            };
            if place.is_some_and(|place| std::mem::replace(place, true)) {
                report.add(twice(join("", name), name));
            }
            match &**name {
                "edition" => {}
                "policy" => same_policy(policy, value, report),
                "id" => id(value, report),
                "state" => state = self::state(policy, named, value).map_err(|problem| report.add(problem)).ok(),
                "params" => params(policy, value, &mut overrides, report),
                name => {
                    match number.and_then(|number| Some((number, policy.facts.get(number)?, facts.get_mut(number)?))) {
                        Some((number, fact, slot)) => match fact_value(fact, &policy.symbols, value, name) {
                            Ok(known) => {
                                *slot = known;
                                if fact.ty == Type::Duration {
                                    lengths.push((number, known, units(Some(value))));
                                }
                            }
                            Err(problem) => report.add(problem),
                        },
                        None => report.add_with(|| unknown_fact(policy, join("", name), name, &ORDER_KEYS)),
                    }
                }
            }
        }
        if data.get("state").is_none() {
            report.add(missing_state(policy, named));
        }
        let is_written = |fact: FactId| given.get(fact).copied().unwrap_or_default();
        let apart = apart(policy, &facts, is_written);
        for (fact, _) in &apart {
            if let Some(value) = facts.get_mut(*fact) {
                *value = Value::Unknown;
            }
        }
        let overrides = overrides.iter().any(Option::is_some).then(|| overrides.into());
        let (params, lengths) = (Arc::default(), lengths.into());
        let order = Order { policy, edition, period: 0, state: state?, facts, params, overrides, lengths, apart };
        let period = order.dated().unwrap_or_default();
        Some(order.in_period(period))
    }

    /// The period in which its date lies, where that is known. It always is where nothing is dated.
    pub(crate) fn dated(&self) -> Option<PeriodId> {
        self.dated_in(&self.facts)
    }

    /// The same where the facts are these.
    pub(crate) fn dated_in(&self, facts: &[Value]) -> Option<PeriodId> {
        self.policy.period_of(facts)
    }

    /// The order by the rules of each period that it can be of: one, where its date is known.
    pub(crate) fn by_period(&self) -> Cow<'_, [Order<'p>]> {
        match self.dated() {
            Some(_) => Cow::Borrowed(slice::from_ref(self)),
            None => self.policy.periods().map(|period| self.clone().in_period(period)).collect(),
        }
    }

    /// Whether it is still known by which rules another order, which comes from this one, is answered.
    pub(crate) fn keeps_date(&self, other: &Order<'_>) -> bool {
        self.dated().is_none() || other.dated().is_some()
    }

    /// Whether another order is in the same state with the same facts.
    pub(crate) fn is_like(&self, other: &Order<'_>) -> bool {
        self.state == other.state && self.facts == other.facts
    }

    /// The same order after its date may have become known, or another one.
    pub(crate) fn redated(self) -> Order<'p> {
        match self.dated() {
            Some(period) if period != self.period => self.in_period(period),
            _ => self,
        }
    }

    /// The same order by the rules of a period.
    pub(crate) fn in_period(self, period: PeriodId) -> Order<'p> {
        let params = params_in(self.policy, self.overrides.as_deref(), Reading { edition: self.edition, period });
        Order { period, params, ..self }
    }

    /// Which rules it takes.
    pub(crate) fn reading(&self) -> Reading {
        Reading { edition: self.edition, period: self.period }
    }

    /// The rules that it takes.
    pub(crate) fn rules(&self) -> &'p Rules {
        self.policy.rules(self.reading())
    }

    /// The same order under another edition; `None` where that has no such state.
    fn in_edition(&self, edition: EditionId) -> Option<Order<'p>> {
        let state = self.policy.state(self.state)?;
        let exists = state.editions.has(edition);
        exists.then(|| Order { edition, ..self.clone() }.in_period(self.period))
    }

    /// The same order under every other edition that has its state, each with its id.
    pub(crate) fn in_other_editions(&self) -> Vec<(&'p str, Order<'p>)> {
        let mut others = Vec::new();
        for (edition, id) in self.policy.edition_ids().enumerate().filter(|(edition, _)| *edition != self.edition) {
            others.extend(self.in_edition(edition).map(|order| (id, order)));
        }
        others
    }

    /// The same order where a fact has a value, by the rules of the date that it then has. What is given together comes
    /// to be together.
    pub(crate) fn supposing(&self, fact: FactId, value: Value) -> Order<'p> {
        let mut order = self.clone();
        if let Some(slot) = order.facts.get_mut(fact) {
            *slot = value;
        }
        if value == Value::Null {
            order.forget_with(fact);
        } else {
            order.give_with(fact, value);
        }
        order.redated()
    }

    /// What is given together with a fact, and is not there, comes to be when the fact has a value.
    fn give_with(&mut self, fact: FactId, value: Value) {
        let facts = &self.policy.facts;
        let Some(given) = facts.get(fact) else { return };
        for other in &given.together {
            if let Some((slot, other)) = self.facts.get_mut(*other).zip(facts.get(*other))
                && *slot == Value::Null
            {
                *slot = if other.ty == given.ty { value } else { Value::Unknown };
            }
        }
    }

    /// What lacked because a fact was given means again what leaving it out means.
    fn forget_with(&mut self, fact: FactId) {
        let Order { policy, facts, apart, .. } = self;
        apart.retain(|(lacking, given)| {
            if let Some((slot, lacking)) = facts.get_mut(*lacking).zip(policy.facts.get(*lacking))
                && *given == fact
            {
                *slot = lacking.default;
            }
            *given != fact
        });
    }

    /// Whether the caller set this parameter.
    pub(crate) fn is_overridden(&self, param: ParamId) -> bool {
        self.overridden(param).is_some()
    }

    /// The units in which a parameter is told: those of whoever wrote its value, the caller or the policy.
    pub(crate) fn units_of_param(&self, param: ParamId) -> Units {
        let own = self.overridden(param).map(|(_, units)| units);
        let written = || self.policy.params.get(param)?.value(self.reading()).map(|value| value.units());
        own.or_else(written).unwrap_or(Units::ALL)
    }

    /// The same of a fact with a value; where nobody wrote that, all units.
    pub(crate) fn units_of_fact(&self, fact: FactId, value: Value) -> Units {
        let given = self.lengths.iter().find(|(known, written, _)| *known == fact && *written == value);
        let default = || self.policy.fact_or_argument(fact).filter(|fact| fact.default == value).map(|fact| fact.units);
        given.map(|(_, _, units)| *units).or_else(default).unwrap_or(Units::ALL)
    }

    /// Whether the caller set a parameter.
    pub(crate) fn has_overrides(&self) -> bool {
        self.overrides.is_some()
    }

    /// What the caller set a parameter to, and in which units.
    fn overridden(&self, param: ParamId) -> Option<(i64, Units)> {
        self.overrides.as_ref()?.get(param).copied().flatten()
    }
}

/// Facts that have no value, each with one that it is given together with and that has.
fn apart(policy: &Policy, facts: &[Value], is_written: impl Fn(FactId) -> bool) -> Vec<(FactId, FactId)> {
    let has_value = |fact: FactId| facts.get(fact).is_some_and(|value| !matches!(value, Value::Unknown | Value::Null));
    let is_given = |fact: FactId| has_value(fact) && is_written(fact);
    let mut found = Vec::new();
    for (number, fact) in policy.facts.iter().enumerate() {
        if let Some(other) = fact.together.iter().copied().find(|other| is_given(*other) && !is_given(number)) {
            found.push((number, other));
        }
    }
    found
}

/// The value of each parameter in a reading.
fn params_in(policy: &Policy, overrides: Option<&Overrides>, reading: Reading) -> Arc<[i64]> {
    let value = |(number, param): (ParamId, &Param)| match overrides.and_then(|own| own.get(number)) {
        Some(Some((value, _))) => *value,
        _ => param.value(reading).map_or(0, |value| value.value),
    };
    policy.params.iter().enumerate().map(value).collect()
}

/// The edition that is asked for; left out, the policy's default.
pub(crate) fn edition(policy: &Policy, data: Option<&Data<'_>>, report: &mut Report) -> EditionId {
    let problem = match data {
        None | Some(Data::Null) => return policy.default_edition,
        Some(Data::Text(id)) => match policy.edition_ids().position(|known| *known == **id) {
            Some(edition) => return edition,
            None => {
                let message = format!("{} is no edition of `{}`", quoted(id), policy.id);
                Problem::new(ProblemCode::UnknownEdition, "edition", message)
            }
        },
        Some(other) => Problem::new(ProblemCode::WrongType, "edition", format!("an edition is a text, not {other}")),
    };
    report.add(match data {
        _ if policy.editions.is_empty() => problem.help("this policy has no editions; leave it out"),
        Some(Data::Text(id)) => problem.nearest(id, policy.edition_ids()),
        _ => problem.one_of(policy.edition_ids()),
    });
    policy.default_edition
}

fn same_policy(policy: &Policy, data: &Data<'_>, report: &mut Report) {
    let problem = match data {
        Data::Null => return,
        Data::Text(id) if policy.id == **id => return,
        other => Problem::new(ProblemCode::UnknownPolicy, "policy", format!("{other} is not the policy at hand")),
    };
    report.add(problem.help(format!("leave it out, or write `{}`", policy.id)));
}

fn id(data: &Data<'_>, report: &mut Report) {
    match data {
        Data::Null | Data::Text(_) => {}
        Data::Int(_) => {
            // An id that no reader of JSON keeps exactly would come back as another one.
            if let Err(problem) = whole_number(data, "id".to_owned(), None) {
                report.add(problem.help("pass it as a text"));
            }
        }
        other => report.add(Problem::new(
            ProblemCode::WrongType,
            "id",
            format!("an id is a text or a whole number, not {other}"),
        )),
    }
}

/// The states of an edition; where it is not known of which, all.
fn states(policy: &Policy, edition: Option<EditionId>) -> Vec<&str> {
    let mut states = Vec::new();
    let is_here = |state: &&State| edition.is_none_or(|edition| state.editions.has(edition));
    for state in policy.states.iter().filter(is_here) {
        states.push(policy.symbols.text(state.symbol));
    }
    states
}

/// The state with a name; where it is not known of which edition, of any.
pub(crate) fn state(policy: &Policy, edition: Option<EditionId>, data: &Data<'_>) -> Result<Symbol, Problem> {
    Err(match data {
        Data::Text(name) => {
            let known = policy.states.iter().find(|state| policy.symbols.text(state.symbol) == name);
            match known {
                Some(state) if edition.is_none_or(|edition| state.editions.has(edition)) => return Ok(state.symbol),
                Some(state) => of_another_edition(policy, edition.unwrap_or_default(), state),
                None => Problem::new(
                    ProblemCode::UnknownState,
                    "state",
                    format!("{} is no state of `{}`", quoted(name), policy.id),
                )
                .nearest(name, states(policy, edition)),
            }
        }
        Data::Null => missing_state(policy, edition),
        other => Problem::new(ProblemCode::WrongType, "state", format!("a state is a text, not {other}"))
            .one_of(states(policy, edition)),
    })
}

/// A state that only other editions have.
fn of_another_edition(policy: &Policy, edition: EditionId, state: &State) -> Problem {
    let having = policy.edition_ids().enumerate().filter(|(edition, _)| state.editions.has(*edition));
    let having: Vec<&str> = having.map(|(_, id)| id).collect();
    let id = policy.edition_id(edition).unwrap_or_default();
    let message = format!("the edition `{id}` has no state {}", quoted(policy.symbols.text(state.symbol)));
    let problem = Problem::new(ProblemCode::UnknownState, "state", message);
    match having.as_slice() {
        [only] => problem.help(format!("only the edition `{only}` has it: add `edition: \"{only}\"`")),
        having => problem.help(format!("it belongs to the editions {}", listed(having.iter().copied()))),
    }
}

fn missing_state(policy: &Policy, edition: Option<EditionId>) -> Problem {
    Problem::new(ProblemCode::UnknownState, "state", "the state of the order is missing")
        .one_of(states(policy, edition))
}

fn params(policy: &Policy, data: &Data<'_>, overrides: &mut [Option<(i64, Units)>], report: &mut Report) {
    let entries = match data {
        Data::Null => return,
        Data::Map(entries) => entries,
        other => return report.add(not_an_object("params", "`params`", other)),
    };
    for (name, value) in entries {
        let path = join("params", name);
        match policy.params.iter().zip(&mut *overrides).find(|(param, _)| param.name == **name) {
            Some(_) if *value == Data::Null => {}
            Some((param, slot)) => match param_value(param, value, path) {
                Ok(number) => *slot = Some((number, units(Some(value)))),
                Err(problem) => report.add(problem),
            },
            None => report.add_with(|| {
                let names = policy.params.iter().map(|param| &*param.name);
                let message = format!("{} is no parameter of `{}`", quoted(name), policy.id);
                Problem::new(ProblemCode::UnknownParam, path, message).nearest(name, names)
            }),
        }
    }
}

fn param_value(param: &Param, data: &Data<'_>, path: String) -> Result<i64, Problem> {
    match param.ty {
        Type::Duration => return duration(data, path),
        Type::Money => return amount(data, path, param.min),
        _ => {}
    }
    let number = whole_number(data, path.clone(), param.min)?;
    if param.divides && number == 0 {
        let problem = Problem::new(ProblemCode::OutOfRange, path, "nothing can be divided by 0");
        return Err(problem.help(format!("`{}` divides something: pass another number", param.name)));
    }
    Ok(number)
}
