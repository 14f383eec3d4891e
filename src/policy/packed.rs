//! Checked policies as texts and bytes, of which compiled policies consist ([`super::compiled`]).
//!
//! The texts of a policy stand one after the other in one long text, each once, and
//! everything else in one list of bytes: numbers with seven bits to a byte, the lowest
//! first; lists with their length before them; texts as length and distance
//! from the text before.
//!
//! `plain` packs numbers, texts and lists; what policies consist of is packed here.
//!
//! This is not serde, for two reasons. A policy that could be deserialised could be made
//! without ever being checked. And what serde's derives make of these types weighs three
//! times as much in WebAssembly, where every visitor can meet every error.

mod plain;

use super::template::Part;
use super::{
    About, Action, Agreed, Audience, BuiltinCalendar, Calendar, Certainty, Consent, Derived, Draft, Duty, DutyRole,
    Edition, Editions, Effect, EffectKind, EffectOn, Fact, InForce, Kept, Message, NamedValue, Origin, Param,
    ParamValue, Policy, Reading, Requirement, Role, Rules, Severity, Source, SourceKind, State, Transition, Verb,
    Written,
};
use crate::expr::{CalendarFunction, Clocks, Expr, Range, Symbol, Symbols, Type, Value};
use crate::text::{Currency, Language, Phrase, Text};
use crate::time::{BusinessCalendar, Change, Day, SECOND, Units, Weekend, Zone};

/// A policy that is being packed, or calendars one after the other.
#[derive(Default)]
pub(crate) struct Packer {
    pub(crate) texts: String,
    pub(crate) bytes: Vec<u8>,
    /// Where the text that was packed last ends.
    end: usize,
}

/// A packed policy that is being read.
///
/// Reading goes on to the end whatever the bytes are, and only then it is asked whether they
/// were what was packed: to give up at each of the many places at which they can be wrong, and
/// to drop what was made until then, was half of what reading weighed.
pub(crate) struct Unpacker<'a> {
    texts: &'a str,
    bytes: &'a [u8],
    /// Where the text that was read last ends.
    end: usize,
    /// Whether something was not as it was packed. Then no more bytes are read.
    is_broken: bool,
    /// How many boxes what is being read lies in.
    depth: usize,
}

/// How many boxes may lie in one another, far more than any condition needs: bytes that were made up must not nest
/// deeper than the stack is.
const MAX_DEPTH: usize = 1_000;

impl<'a> Unpacker<'a> {
    fn new(texts: &'a str, bytes: &'a [u8]) -> Unpacker<'a> {
        Unpacker { texts, bytes, end: 0, is_broken: false, depth: 0 }
    }

    /// What was read; where that cannot be, the reading is broken, and anything stands in for it.
    fn sound<T: Default>(&mut self, value: Option<T>) -> T {
        if value.is_none() {
            self.is_broken = true;
            self.bytes = &[];
        }
        value.unwrap_or_default()
    }
}

impl Policy {
    /// Packs a policy.
    pub(super) fn pack(&self, to: &mut Packer) {
        Packed::pack(self, to);
    }

    /// The id of a packed policy, which stands before everything else; none where there is none.
    #[cfg(any(target_arch = "wasm32", test))]
    pub(super) fn packed_id(texts: &str, bytes: &[u8]) -> Option<String> {
        let mut from = Unpacker::new(texts, bytes);
        let id = crate::text::Str::unpack(&mut from);
        (!from.is_broken).then(|| id.to_string())
    }

    /// Makes a policy of what was packed, its texts and its bytes; none where they are not that.
    pub(super) fn unpack(texts: &str, bytes: &[u8]) -> Option<Policy> {
        whole(texts, bytes)
    }
}

impl BuiltinCalendar {
    /// Packs a calendar, its texts after those that were packed before.
    pub(crate) fn pack(&self, to: &mut Packer) {
        to.end = 0;
        Packed::pack(self, to);
    }

    /// Makes a calendar of what was packed, the texts of all calendars and its own bytes; none where they are not that.
    pub(crate) fn unpack(texts: &str, bytes: &[u8]) -> Option<BuiltinCalendar> {
        whole(texts, bytes)
    }
}

/// What was packed in these bytes, and nothing else.
fn whole<T: Packed>(texts: &str, bytes: &[u8]) -> Option<T> {
    let mut from = Unpacker::new(texts, bytes);
    let thing = T::unpack(&mut from);
    (!from.is_broken && from.bytes.is_empty()).then_some(thing)
}

/// How a type is packed.
pub(super) trait Packed: Sized {
    fn pack(&self, to: &mut Packer);
    fn unpack(from: &mut Unpacker<'_>) -> Self;
}

/// Packs structs field by field, in the order in which the fields are listed.
macro_rules! structs {
    ($($name:ident { $($field:tt),+ })+) => {
        $(impl Packed for $name {
            fn pack(&self, to: &mut Packer) {
                $(self.$field.pack(to);)+
            }

            // Read once, so that size is all that counts.
            #[inline(never)]
            fn unpack(from: &mut Unpacker<'_>) -> Self {
                $name { $($field: Packed::unpack(from)),+ }
            }
        })+
    };
}

/// Packs enums as the number of the variant and what it holds. The first variant holds nothing
/// that can be of the same kind again, so that broken bytes come to an end.
macro_rules! enums {
    ($($name:ident {
        0 $first:ident $(($($held:ident),+))?, $($number:literal $variant:ident $(($($part:ident),+))?),+ $(,)?
    })+) => {
        $(impl Packed for $name {
            fn pack(&self, to: &mut Packer) {
                match self {
                    $name::$first $(($($held),+))? => {
                        to.bytes.push(0);
                        $($($held.pack(to);)+)?
                    }
                    $($name::$variant $(($($part),+))? => {
                        to.bytes.push($number);
                        $($($part.pack(to);)+)?
                    })+
                }
            }

            #[inline(never)]
            fn unpack(from: &mut Unpacker<'_>) -> Self {
                match byte(from) {
                    $($number => {
                        $($(let $part = Packed::unpack(from);)+)?
                        $name::$variant $(($($part),+))?
                    })+
                    number => {
                        from.sound((number == 0).then_some(()));
                        $($(let $held = Packed::unpack(from);)+)?
                        $name::$first $(($($held),+))?
                    }
                }
            }
        })+
    };
}

structs! {
    Policy {
        id, version, languages, label, note, zone_name, clocks, calendar, currency, symbols, roles, states, facts,
        arguments, params,
        sources, source, editions, default_edition, dated_by, turns, rules, kept
    }
    Edition { id, label, note }
    Editions { 0 }
    Reading { edition, period }
    InForce { from, until }
    Clocks { zone, others, business }
    Currency { code, digits }
    Calendar { id, sources }
    BuiltinCalendar { id, days, source }
    Role { symbol, label }
    State { symbol, label, is_final, editions, note }
    Fact { name, ty, label, note, choices, default, units, nullable, min, deadline, changes, step, after, together, editions }
    Param { name, label, ty, min, divides, values }
    ParamValue { value, written, source, note, in_force }
    Source { id, kind, title, url, date, read, note }
    Rules { reading, transitions, actions, duties, values, moments, useful_for, ahead_of }
    NamedValue { name, label, note, ty, text, facts, params, units, expr }
    Written { expr, text, depends_on_now, reads }
    About { rule, message, origin, note }
    Origin { named, params, counts_business_days }
    Transition { about, from, at, when, to, certainty, set, effects, in_force }
    Action {
        id, verb, roles, from, with, to, set, agreed, label, asserts, note, consent, state, elsewhere, requires, effects, drafts,
        in_force
    }
    Agreed { to, set }
    Consent { of, unless }
    Requirement { about, violated, that, facts, alternatives, in_force }
    Effect { about, kind, severity, audience, on, certainty, when, amount, in_force }
    Draft { id, roles, when, subject, body, in_force }
    Duty { about, role, states, when, due, in_force }
    Message { written_out, template, tells_of_order }
    Text { 0 }
    Language { tag, phrases }
    Symbol { 0 }
    Day { 0 }
    Weekend { 0 }
    Units { 0 }
}

enums! {
    Certainty { 0 Certain, 1 Possible }
    Verb { 0 Revise, 1 Cancel, 2 Refuse, 3 ReportUnresponsive, 4 Other }
    EffectOn { 0 Asked, 1 Agreed, 2 Untrue }
    EffectKind { 0 Refund, 1 Payout, 2 Rating, 3 Penalty, 4 Metric, 5 Notice }
    Severity { 0 Info, 1 Caution, 2 Danger }
    SourceKind { 0 Guide, 1 Official, 2 ThirdParty, 3 Assumption }
    Audience { 0 Roles(roles), 1 Not(fact) }
    DutyRole { 0 Role(role), 1 Not(fact), 2 Either }
    Type { 0 Bool, 1 Int, 2 Timestamp, 3 Duration, 4 Choice(choices), 5 Null, 6 Money }
    Value { 0 Unknown, 1 Null, 2 Bool(value), 3 Number(value), 4 Symbol(symbol) }
    Part { 0 Text(text), 1 Param(number), 2 Amount, 3 Fact(number), 4 Value(number), 5 At, 6 Due }
    Expr {
        0 Constant(value),
        1 Fact(fact),
        2 Param(param),
        3 State,
        4 Role,
        5 Now,
        6 Reached(instant),
        7 Not(part),
        8 And(parts),
        9 Or(parts),
        10 Equal(parts),
        11 Less(parts),
        12 In(part, list),
        13 Add(parts),
        14 Subtract(parts),
        15 Multiply(parts),
        16 Conditional(parts),
        17 OnCalendar(function, arguments),
        18 Divide(parts),
        19 Remainder(parts),
        20 Within(range, part),
    }
    Range { 0 Timestamp, 1 Duration }
    CalendarFunction {
        0 StartOfDay, 1 EndOfDay, 2 EndOfMonth, 3 AddDays, 4 AddMonths, 5 EndOfBusinessDay, 6 AddBusinessDays
    }
}

/// What was packed without texts, for tests of single types.
#[cfg(test)]
pub(super) fn unpacked<T: Packed>(bytes: &[u8]) -> T {
    whole("", bytes).unwrap()
}

fn byte(from: &mut Unpacker<'_>) -> u8 {
    let first = from.bytes.split_first().map(|(first, rest)| {
        from.bytes = rest;
        *first
    });
    from.sound(first)
}

/// What follows from the rules is worked out again.
impl<T: Default> Packed for Derived<T> {
    fn pack(&self, _to: &mut Packer) {}

    fn unpack(_from: &mut Unpacker<'_>) -> Derived<T> {
        Derived::default()
    }
}

impl Packed for Symbols {
    fn pack(&self, to: &mut Packer) {
        self.texts.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Symbols {
        Symbols::of(Packed::unpack(from))
    }
}

/// What authors wrote is for authors alone.
impl Packed for Kept {
    fn pack(&self, _to: &mut Packer) {}

    fn unpack(_from: &mut Unpacker<'_>) -> Kept {
        Kept::default()
    }
}

/// Changes come again and again at the same distances and with the same offsets: each such pair is packed
/// once, and then the changes as the numbers of their pairs.
impl Packed for Zone {
    fn pack(&self, to: &mut Packer) {
        let (first, changes) = self.changes();
        let mut steps: Vec<(i64, i64)> = Vec::new();
        let mut numbers: Vec<usize> = Vec::new();
        let mut last = 0;
        for change in changes {
            // Whole seconds, as in the time zone database.
            let step = (change.at.wrapping_sub(last) / SECOND, change.offset / SECOND);
            last = change.at;
            let number = steps.iter().position(|known| *known == step).unwrap_or_else(|| {
                steps.push(step);
                steps.len().saturating_sub(1)
            });
            numbers.push(number);
        }
        self.is_named().pack(to);
        (first / SECOND).pack(to);
        steps.pack(to);
        numbers.pack(to);
    }

    #[inline(never)]
    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let (is_named, first) = (bool::unpack(from), i64::unpack(from).wrapping_mul(SECOND));
        let steps: Vec<(i64, i64)> = Packed::unpack(from);
        let numbers: Vec<usize> = Packed::unpack(from);
        if !is_named {
            return Zone::fixed(first);
        }
        let mut at: i64 = 0;
        let change = |number: usize| {
            let (distance, offset) = steps.get(number).copied()?;
            at = at.wrapping_add(distance.wrapping_mul(SECOND));
            Some(Change { at, offset: offset.wrapping_mul(SECOND) })
        };
        let changes: Option<Vec<Change>> = numbers.into_iter().map(change).collect();
        let zone = changes.and_then(|changes| Zone::named(first, changes));
        from.sound(zone.is_some().then_some(()));
        zone.unwrap_or(Zone::fixed(0))
    }
}

/// Holidays as the distances between them.
impl Packed for BusinessCalendar {
    fn pack(&self, to: &mut Packer) {
        let (weekend, holidays, from, verified) = self.parts();
        (weekend, (from, verified)).pack(to);
        holidays.len().pack(to);
        let mut last = from;
        for day in holidays {
            day.0.wrapping_sub(last.0).pack(to);
            last = *day;
        }
    }

    #[inline(never)]
    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let (weekend, (first, verified)): (Weekend, (Day, Day)) = Packed::unpack(from);
        let mut day = first;
        let distances: Vec<i64> = Packed::unpack(from);
        let holidays = distances.into_iter().map(|distance| {
            day = Day(day.0.wrapping_add(distance));
            day
        });
        let calendar = BusinessCalendar::of_parts(weekend, holidays.collect(), first, verified);
        from.sound(calendar)
    }
}

impl Packed for Phrase {
    fn pack(&self, to: &mut Packer) {
        self.number().pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let phrase = Phrase::numbered(usize::unpack(from));
        from.sound(phrase.is_some().then_some(()));
        phrase.unwrap_or(Phrase::Never)
    }
}
