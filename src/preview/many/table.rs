//! What callers pass: many orders as columns.

use crate::data::Data;
use crate::data::scalar::twice;
use crate::expr::{FactId, Type};
use crate::order;
use crate::policy::fact::{ORDER_KEYS, unknown_fact};
use crate::policy::{EditionId, Policy};
use crate::problem::{Problem, ProblemCode, Report, quoted};

/// What many orders have for one name: that of a fact, `state`, or another key of an order.
///
/// There has to be a `state`. Any other fact may be left out, as in a single order. `edition` and `params` are the same
/// for all orders; an `id` is not looked at.
///
/// ```
/// use torihiki::{Column, ColumnValues, Data, Instant, ManyOptions, policy};
///
/// let now = Instant::from_millis(0).unwrap();
/// let count = |shipped: Column<'_>| {
///     let orders = [Column::new("state", ColumnValues::Same(Data::Text("preparing".into()))), shipped];
///     policy("qoo10").unwrap().preview_many(&orders, &ManyOptions::at(now)).map(|answer| answer.rows)
/// };
/// // Milliseconds since 1970; the second order leaves the fact out, and of the third it is known that there is none.
/// let floats = Column::new("shipBy", ColumnValues::Floats(&[1e12, f64::NAN, 0.0]));
/// assert_eq!(count(Column { null: Some(&[0, 0, 1]), ..floats }), Ok(3));
/// let whole = Column::new("shipBy", ColumnValues::Whole(&[1_000_000_000_000, 0, 0]));
/// assert_eq!(count(Column { missing: Some(&[0, 1, 0]), null: Some(&[0, 0, 1]), ..whole }), Ok(3));
/// // As in single orders.
/// let each = [Data::Text("2001-09-09T01:46:40Z".into()), Data::Null];
/// assert_eq!(count(Column::new("shipBy", ColumnValues::Each(&each))), Ok(2));
/// // What is wrong is told with column and row.
/// let half = Column::new("shipBy", ColumnValues::Floats(&[0.0, 0.5]));
/// assert_eq!(count(half).unwrap_err().as_slice()[0].path, "shipBy[1]");
/// ```
#[derive(Clone, Debug)]
pub struct Column<'c> {
    /// The name.
    pub name: &'c str,
    /// The entries.
    pub values: ColumnValues<'c>,
    /// Where the entries are codes, what they mean, from 0 on: values as orders have them.
    pub meanings: Option<&'c [Data<'c>]>,
    /// The orders that leave the fact out: those with anything but 0. What the column itself has there is not looked at.
    pub missing: Option<&'c [u8]>,
    /// The same of the orders that have `null`.
    pub null: Option<&'c [u8]>,
}

impl<'c> Column<'c> {
    /// A column with these entries, which are no codes.
    ///
    /// ```
    /// use torihiki::{Column, ColumnValues, Data};
    ///
    /// let states = ["preparing", "packed"].map(|state| Data::Text(state.into()));
    /// let codes = Column { meanings: Some(&states), ..Column::new("state", ColumnValues::Bytes(&[1, 0, 0])) };
    /// assert_eq!((codes.name, codes.missing), ("state", None));
    /// ```
    #[must_use]
    pub fn new(name: &'c str, values: ColumnValues<'c>) -> Column<'c> {
        Column { name, values, meanings: None, missing: None, null: None }
    }

    /// What it is, without its entries.
    pub(super) fn shape(&self) -> Shape<'_> {
        let Column { name, values, meanings, missing, null } = self;
        let rows = match values {
            ColumnValues::Same(value) => return Shape { name, content: Content::Same(value) },
            ColumnValues::Each(values) => values.len(),
            ColumnValues::Floats(values) => values.len(),
            ColumnValues::Whole(values) => values.len(),
            ColumnValues::Bytes(values) => values.len(),
        };
        let [missing, null] = [missing, null].map(|mask| mask.map(<[u8]>::len));
        let is_narrow = meanings.is_none() && matches!(values, ColumnValues::Bytes(_));
        let rows = RowShape { rows, missing, null, meanings: *meanings, is_narrow };
        Shape { name, content: Content::Rows(rows) }
    }

    /// Some of its rows.
    pub(super) fn part(&self, from: usize, count: usize) -> Entries<'_> {
        fn of<T>(all: &[T], from: usize, count: usize) -> &[T] {
            all.get(from..from.saturating_add(count)).unwrap_or_default()
        }
        let values = match &self.values {
            ColumnValues::Same(_) => ColumnValues::Each(&[]),
            ColumnValues::Each(values) => ColumnValues::Each(of(values, from, count)),
            ColumnValues::Floats(values) => ColumnValues::Floats(of(values, from, count)),
            ColumnValues::Whole(values) => ColumnValues::Whole(of(values, from, count)),
            ColumnValues::Bytes(values) => ColumnValues::Bytes(of(values, from, count)),
        };
        let [missing, null] = [self.missing, self.null].map(|mask| mask.map(|mask| of(mask, from, count)));
        Entries { values, missing, null }
    }
}

/// The entries of a [`Column`].
///
/// As numbers, a whole number stands for itself, an amount of money is in minor units, an instant in milliseconds since
/// 1970, a length of time in milliseconds, and 0 and 1 are `false` and `true`.
///
/// ```
/// use torihiki::{ColumnValues, Data};
///
/// let columns = [
///     ColumnValues::Same(Data::Text("packed".into())),
///     ColumnValues::Each(&[Data::Null, Data::Int(3)]),
///     ColumnValues::Floats(&[1_794_268_800_000.0, f64::NAN]),
///     ColumnValues::Whole(&[1_794_268_800_000, 0]),
///     ColumnValues::Bytes(&[0, 1]),
/// ];
/// assert_eq!(columns.len(), 5);
/// ```
#[derive(Clone, Debug)]
pub enum ColumnValues<'c> {
    /// The same value for every order, as an order has it.
    Same(Data<'c>),
    /// A value for each order, as an order has it.
    Each(&'c [Data<'c>]),
    /// A number for each order. NaN is an order that leaves the fact out.
    Floats(&'c [f64]),
    /// A number for each order.
    Whole(&'c [i64]),
    /// A small number for each order.
    Bytes(&'c [u8]),
}

/// The rows of a column in a block.
pub(crate) struct Entries<'e> {
    pub(crate) values: ColumnValues<'e>,
    pub(crate) missing: Option<&'e [u8]>,
    pub(crate) null: Option<&'e [u8]>,
}

impl Entries<'_> {
    /// Whether it and its masks have so many rows.
    pub(super) fn is_whole(&self, rows: usize) -> bool {
        let own = match &self.values {
            ColumnValues::Same(_) => rows,
            ColumnValues::Each(values) => values.len(),
            ColumnValues::Floats(values) => values.len(),
            ColumnValues::Whole(values) => values.len(),
            ColumnValues::Bytes(values) => values.len(),
        };
        own == rows && [self.missing, self.null].iter().flatten().all(|mask| mask.len() == rows)
    }
}

/// A column without its entries.
pub(crate) struct Shape<'s> {
    pub(crate) name: &'s str,
    pub(crate) content: Content<'s>,
}

/// What a column has.
pub(crate) enum Content<'s> {
    /// A value that all orders have.
    Same(&'s Data<'s>),
    /// Entries that differ from order to order.
    Rows(RowShape<'s>),
}

/// What is known of entries before any is read.
pub(crate) struct RowShape<'s> {
    /// How many there are.
    pub(crate) rows: usize,
    /// How many each mask has.
    pub(crate) missing: Option<usize>,
    pub(crate) null: Option<usize>,
    /// What they mean, if they are codes.
    pub(crate) meanings: Option<&'s [Data<'s>]>,
    /// Whether they are numbers of so few bits that no instant in milliseconds is among them.
    pub(crate) is_narrow: bool,
}

/// What a column is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Subject {
    State,
    Fact(FactId),
}

/// What columns of these shapes come to.
pub(super) struct Table<'s> {
    /// What is the same in all rows, as a single order has it. A state is there in any case.
    pub(super) shared: Data<'static>,
    pub(super) edition: EditionId,
    /// The columns that differ from row to row.
    pub(super) columns: Vec<RowColumn<'s>>,
    pub(super) rows: usize,
}

/// A column that differs from row to row.
pub(super) struct RowColumn<'s> {
    /// The place of its shape.
    pub(super) place: usize,
    pub(super) name: &'s str,
    pub(super) subject: Subject,
    pub(super) meanings: Option<&'s [Data<'s>]>,
}

fn is_instant(policy: &Policy, subject: Subject) -> bool {
    let Subject::Fact(fact) = subject else { return false };
    policy.facts.get(fact).is_some_and(|fact| fact.ty == Type::Timestamp)
}

/// Looks whether columns of these shapes go together.
pub(super) fn table<'s>(policy: &Policy, shapes: &'s [Shape<'s>], report: &mut Report) -> Table<'s> {
    let mut shared = Vec::new();
    let mut columns = Vec::new();
    let mut first: Option<(&str, usize)> = None;
    for (place, Shape { name, content }) in shapes.iter().enumerate() {
        if shapes.iter().take(place).any(|earlier| earlier.name == *name) {
            report.add(twice((*name).to_owned(), name));
        }
        let subject = match *name {
            "state" => Some(Subject::State),
            name => policy.facts.iter().position(|fact| fact.name == *name).map(Subject::Fact),
        };
        match content {
            // What the caller calls the orders is nobody's business.
            _ if *name == "id" => {}
            Content::Same(value) => shared.push(((*name).to_owned().into(), value.owned())),
            Content::Rows(RowShape { rows, missing, null, meanings, is_narrow }) => {
                let (other, expected) = *first.get_or_insert((name, *rows));
                let masks = [("missing", missing), ("null", null)];
                let masks = masks.into_iter().filter_map(|(mask, rows)| Some((format!("{name}.{mask}"), (*rows)?)));
                for (path, rows) in std::iter::once(((*name).to_owned(), *rows)).chain(masks) {
                    if rows != expected {
                        let message = format!("there are {rows} entries, and {expected} in {}", quoted(other));
                        let problem = Problem::new(ProblemCode::WrongType, path, message);
                        report.add(problem.help("all columns and their masks have an entry for each order"));
                    }
                }
                if *is_narrow && subject.is_some_and(|subject| is_instant(policy, subject)) {
                    let message =
                        "these are instants in milliseconds, for which numbers of 32 bits or fewer have no room";
                    let problem = Problem::new(ProblemCode::WrongType, *name, message);
                    report.add(problem.help("pass floats of 64 bits or whole numbers of 64 bits"));
                }
                match subject {
                    Some(subject) => columns.push(RowColumn { place, name, subject, meanings: *meanings }),
                    None if ORDER_KEYS.contains(name) => {
                        let message =
                            format!("{} is the same for all orders that are asked about at once", quoted(name));
                        let problem = Problem::new(ProblemCode::WrongType, *name, message);
                        report.add(problem.help("pass one value, and ask about the orders of each separately"));
                    }
                    None => report.add(unknown_fact(policy, (*name).to_owned(), name, &ORDER_KEYS)),
                }
            }
        }
    }
    let named = shapes.iter().find_map(|shape| match shape.content {
        Content::Same(value) if shape.name == "edition" => Some(value),
        _ => None,
    });
    // What is wrong with it is told where the order that all have in common is read.
    let edition = order::edition(policy, named, &mut Report::default());
    let has_state = shapes.iter().any(|shape| shape.name == "state");
    if columns.iter().any(|column| column.subject == Subject::State) {
        // A single order has some state; which one, its row says.
        let some = policy.states.iter().find(|state| state.editions.has(edition));
        let id = some.map_or("", |state| policy.symbols.text(state.symbol)).to_owned();
        shared.push(("state".into(), Data::Text(id.into())));
    }
    if first.is_none() && has_state {
        let problem = Problem::new(ProblemCode::WrongType, "", "no column has an entry for each order");
        report.add(problem.help("pass a list for at least one of the columns, or ask about a single order"));
    }
    let (_, rows) = first.unwrap_or_default();
    Table { shared: Data::Map(shared), edition, columns, rows }
}
