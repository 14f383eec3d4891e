//! What is answered of many orders at once is what a preview answers of each of them.

use torihiki::answer::{Action, Segment, Verdict};
use torihiki::{Column, ColumnValues, Data, Instant, ManyOptions, Outputs, TimelineOptions};

use super::failures::times;
use super::orders::{Case, Entries, order};
use crate::dice::Dice;
use crate::editions;

/// A column as a test passes it: in one of the ways in which it can be passed.
#[derive(Default)]
struct Passed {
    name: String,
    floats: Option<Vec<f64>>,
    whole: Option<Vec<i64>>,
    flags: Option<Vec<u8>>,
    codes: Option<(Vec<u8>, Vec<Data<'static>>)>,
    each: Option<Vec<Data<'static>>>,
    missing: Option<Vec<u8>>,
    null: Option<Vec<u8>>,
}

impl Passed {
    /// Passes what the rows have, none for one that leaves it out.
    fn new(name: &str, rows: &[Option<&Data<'static>>], dice: &mut Dice) -> Passed {
        let passed = Passed { name: name.to_owned(), ..Passed::default() };
        let mask = |which: &dyn Fn(&Option<&Data<'static>>) -> bool| -> Option<Vec<u8>> {
            rows.iter().any(which).then(|| rows.iter().map(|row| u8::from(which(row))).collect())
        };
        let (missing, null) = (mask(&|row| row.is_none()), mask(&|row| *row == Some(&Data::Null)));
        let number = |data: &Data<'static>| match data {
            Data::Int(number) | Data::Date(number) => Some(*number),
            Data::Text(text) => Instant::parse(text).ok().map(Instant::millis),
            _ => None,
        };
        let here = || rows.iter().flatten().filter(|data| ***data != Data::Null);
        let way = dice.roll(4);
        if way < 2 && here().all(|data| number(data).is_some()) {
            let value = |row: &Option<&Data<'static>>| row.and_then(number);
            return if way == 0 {
                let floats = rows.iter().map(|row| value(row).map_or(f64::NAN, |number| number as f64)).collect();
                Passed { floats: Some(floats), null, ..passed }
            } else {
                // What is masked may be anything.
                let whole = rows.iter().map(|row| value(row).unwrap_or(i64::MAX)).collect();
                Passed { whole: Some(whole), missing, null, ..passed }
            };
        }
        if way == 0 && here().all(|data| matches!(data, Data::Bool(_))) {
            let flags = rows.iter().map(|row| match row {
                Some(Data::Bool(flag)) => u8::from(*flag),
                _ => 9,
            });
            return Passed { flags: Some(flags.collect()), missing, null, ..passed };
        }
        if way < 3 {
            let mut meanings: Vec<Data<'static>> = vec![Data::Null];
            let codes = rows.iter().map(|row| {
                let value = row.cloned().unwrap_or(Data::Null);
                let at = meanings.iter().position(|known| *known == value).unwrap_or_else(|| {
                    meanings.push(value);
                    meanings.len() - 1
                });
                u8::try_from(at).unwrap()
            });
            let codes = codes.collect();
            return Passed { codes: Some((codes, meanings)), missing, ..passed };
        }
        let each = rows.iter().map(|row| row.cloned().unwrap_or(Data::Null)).collect();
        Passed { each: Some(each), missing, ..passed }
    }

    fn column(&self) -> Column<'_> {
        let Passed { name, floats, whole, flags, codes, each, missing, null } = self;
        let values = match (floats, whole, flags, codes, each) {
            (Some(floats), ..) => ColumnValues::Floats(floats),
            (_, Some(whole), ..) => ColumnValues::Whole(whole),
            (_, _, Some(flags), ..) => ColumnValues::Bytes(flags),
            (_, _, _, Some((codes, _)), _) => ColumnValues::Bytes(codes),
            (.., each) => ColumnValues::Each(each.as_deref().unwrap()),
        };
        let meanings = codes.as_ref().map(|(_, meanings)| meanings.as_slice());
        Column { meanings, missing: missing.as_deref(), null: null.as_deref(), ..Column::new(name, values) }
    }
}

fn get<'d>(entries: &'d Entries, name: &str) -> Option<&'d Data<'static>> {
    entries.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// Asks about so many orders like that of a case at once, and about each by itself.
fn compare(case: &Case, rows: usize) {
    let dice = &mut Dice(case.seed ^ 0x6d61_6e79);
    let Data::Map(first) = &case.order else { panic!("an order is a map") };
    let edition = editions::of(case.policy).into_iter().find(|edition| {
        get(first, "edition") == Some(&edition.as_deref().map_or(Data::Null, |id| Data::Text(id.to_owned().into())))
    });
    let edition = edition.unwrap();
    // What all orders have in common: the edition and the parameters, and sometimes a fact.
    let same = case.description["facts"].as_array().unwrap();
    let same = same.get(dice.roll(same.len() + 3)).map(|fact| fact["id"].as_str().unwrap().to_owned());
    let is_common = |name: &str| matches!(name, "edition" | "params") || Some(name) == same.as_deref();
    let common: Entries = first.iter().filter(|(name, _)| is_common(name)).cloned().collect();
    let orders: Vec<Entries> = (0..rows)
        .map(|_| {
            let Data::Map(own) = order(case.policy, edition.as_deref(), &case.description, dice) else { panic!() };
            let own = own.into_iter().filter(|(name, _)| !is_common(name) && name != "policy" && name != "id");
            common.iter().cloned().chain(own).collect()
        })
        .collect();
    let facts = case.ids("facts");
    let names = facts.iter().map(String::as_str).chain(["state"]).filter(|name| !is_common(name));
    let passed: Vec<Passed> = names
        .map(|name| {
            let rows: Vec<Option<&Data<'static>>> = orders.iter().map(|order| get(order, name)).collect();
            Passed::new(name, &rows, dice)
        })
        .filter(|passed| {
            let is_left_out = |order: &Entries| get(order, &passed.name).is_none();
            passed.name == "state" || !orders.iter().all(is_left_out)
        })
        .collect();
    let same = common.iter().map(|(name, value)| Column::new(name, ColumnValues::Same(value.clone())));
    let columns: Vec<Column<'_>> = same.chain(passed.iter().map(Passed::column)).collect();
    let options = ManyOptions { role: case.role(), outputs: Outputs::ALL, ..ManyOptions::at(case.now) };
    let many = case.policy.preview_many(&columns, &options);
    let many = many.unwrap_or_else(|problems| panic!("{problems}, of {case}"));
    assert_eq!(many.rows, rows, "{case}");
    // Of a long column, the rows around the end of the first block and its own end.
    let is_near_end = |row: &usize| rows < 100 || [0, 63, 4_095, rows - 1].iter().any(|end| row.abs_diff(*end) < 3);
    for (row, order) in orders.into_iter().enumerate().filter(|(row, _)| is_near_end(row)) {
        let case = case.at(&Data::Map(order), case.now);
        let one = case.preview(case.now, case.role());
        let place = || format!("row {row}, {case}");
        let state = (many.state_codes[usize::from(many.state[row])], many.uncertain[row] == 1);
        assert_eq!(state, (&*one.state.effective, 1 < one.state.possible.len()), "{}", place());
        for columns in &many.actions {
            let told = one.actions.iter().find(|told| *told.id == *columns.id && *told.role == *columns.role);
            let expected = told.map(|told| (told.verdict as u8, told.until, told.opens_at));
            let found = (columns.verdict[row], instant(columns.until[row]), instant(columns.opens_at[row]));
            let found =
                (found.0 != ABSENT).then_some((VERDICTS[usize::from(found.0 % ABSENT)] as u8, found.1, found.2));
            assert_eq!(found, expected, "{} for {} in {}", columns.id, columns.role, place());
        }
        let is_asked =
            |told: &Action<'_>| many.actions.iter().any(|own| *told.id == *own.id && *told.role == *own.role);
        assert!(one.actions.iter().all(is_asked), "{}", place());
        assert_eq!(instant(many.next[row]), next(&case), "{}", place());
    }
}

/// The code of an action that there is not, and what the other codes stand for.
const ABSENT: u8 = 3;
const VERDICTS: [Verdict; 3] = [Verdict::Denied, Verdict::Unknown, Verdict::Allowed];

fn instant(column: f64) -> Option<Instant> {
    if column.is_nan() { None } else { Some(Instant::from_millis(column as i64).unwrap()) }
}

/// When the state of an order or a verdict about it first changes.
fn next(case: &Case) -> Option<Instant> {
    let options = TimelineOptions { role: case.role(), ..TimelineOptions::from(case.now) };
    let segments = case.timeline(&options).segments;
    let told =
        |segment: &Segment<'_>| format!("{} {} {:?}", segment.state, segment.uncertain.is_empty(), segment.verdicts);
    let now = told(&segments[0]);
    segments.iter().find(|segment| told(segment) != now).map(|segment| segment.from)
}

#[test]
fn many_orders_of_a_built_in_policy_are_answered_as_each_of_them_is() {
    for seed in 0..40 * times() {
        compare(&Case::built_in(3_000_000 + seed), 67);
    }
}

#[test]
fn many_orders_of_a_random_policy_are_answered_as_each_of_them_is() {
    for seed in 0..150 * times() {
        compare(&Case::made_up(3_100_000 + seed), 30);
    }
}

#[test]
fn it_makes_no_difference_how_many_there_are() {
    for (number, rows) in [0, 1, 2, 63, 64, 65, 4095, 4096, 4097].into_iter().enumerate() {
        compare(&Case::built_in(3_200_000 + number as u64), rows);
    }
}

/// Where everything came out alike, every comparison would be true.
#[test]
fn the_orders_that_are_compared_come_out_in_every_way() {
    let mut found = Vec::new();
    for seed in 0..40 {
        let case = Case::built_in(3_000_000 + seed);
        let Data::Map(entries) = &case.order else { panic!("an order is a map") };
        let same = entries.iter().filter(|(name, _)| name != "state");
        let same = same.map(|(name, value)| Column::new(name, ColumnValues::Same(value.clone())));
        let state = [get(entries, "state").unwrap().clone()];
        let columns: Vec<_> = same.chain([Column::new("state", ColumnValues::Each(&state))]).collect();
        let many = case.policy.preview_many(&columns, &ManyOptions::at(case.now)).unwrap();
        found.extend(many.actions.iter().map(|action| action.verdict[0]));
    }
    assert!([0, 1, 2].iter().all(|verdict| found.contains(verdict)));
}
