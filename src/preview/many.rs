//! What holds for many orders at once: columns of facts in, columns of verdicts and instants out.
//!
//! A preview looks at one order and answers everything about it. Here a few answers are wanted of very many orders, so
//! a condition is evaluated for a whole block of rows before the next one is. Where the deal has gone by itself from one
//! state to the next is found the same way, and so is what holds at the later instants at which something changes. What
//! depends on more is answered order by order: a deal that may stand in several worlds, one whose transitions record facts,
//! and an order whose date is not known.
//!
//! | module | what it holds |
//! | --- | --- |
//! | `table` | the columns that are passed |
//! | `cells` | what the rows of a block have, and how a column is read |
//! | `program` | conditions, taken apart |
//! | `evaluation` | the parts of conditions, for all rows of a block |
//! | `job` | the work on a block |
//! | `block` | its rows of one period |
//! | `row` | an order by itself |
//! | `answers` | what comes out |

mod answers;
mod block;
mod cells;
mod evaluation;
mod job;
mod program;
mod row;
mod table;

use answers::Answers;
pub(crate) use job::Job;
pub(crate) use table::Shape;
pub use table::{Column, ColumnValues};
#[cfg(all(target_arch = "wasm32", feature = "many"))]
pub(crate) use table::{Content, Entries, RowShape};

use super::question;
use crate::order::Order;
use crate::policy::Policy;
use crate::problem::{Problems, Report};
use crate::time::Instant;

/// Who asks about many orders, when, and what is wanted to know.
///
/// ```
/// use torihiki::{Instant, ManyOptions, Outputs};
///
/// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
/// let outputs = Outputs { until: true, ..Outputs::default() };
/// let options = ManyOptions { role: Some("seller"), outputs, ..ManyOptions::at(now) };
/// assert!(options.outputs.verdicts && options.outputs.until && !options.outputs.next);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ManyOptions<'o> {
    /// The role whose actions are asked about; none: all roles.
    pub role: Option<&'o str>,
    /// The instant for which the answers are computed.
    pub now: Instant,
    /// What is computed. What is not asked for costs nothing.
    pub outputs: Outputs,
}

impl ManyOptions<'_> {
    /// The verdicts and the states, for all roles, at an instant.
    ///
    /// ```
    /// let options = torihiki::ManyOptions::at(torihiki::Instant::from_millis(0).unwrap());
    /// assert_eq!((options.role, options.outputs), (None, torihiki::Outputs::default()));
    /// ```
    #[must_use]
    pub fn at(now: Instant) -> Self {
        ManyOptions { role: None, now, outputs: Outputs::default() }
    }
}

/// What is computed of many orders. By default the verdicts and the states, which cost next to nothing.
///
/// ```
/// use torihiki::Outputs;
///
/// assert_eq!(Outputs { until: true, opens_at: true, next: true, ..Outputs::default() }, Outputs::ALL);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outputs {
    /// Whether each action is allowed.
    pub verdicts: bool,
    /// Until when.
    pub until: bool,
    /// Where it is denied, from when on it is allowed.
    pub opens_at: bool,
    /// In which state the deal is, and whether that is open.
    pub state: bool,
    /// When the state or a verdict next changes.
    pub next: bool,
}

impl Outputs {
    /// Everything.
    ///
    /// ```
    /// assert!(torihiki::Outputs::ALL.next);
    /// ```
    pub const ALL: Outputs = Outputs { verdicts: true, until: true, opens_at: true, state: true, next: true };

    /// Nothing.
    ///
    /// ```
    /// assert!(!torihiki::Outputs::NONE.verdicts);
    /// ```
    pub const NONE: Outputs = Outputs { verdicts: false, until: false, opens_at: false, state: false, next: false };

    /// Whether any of it lies ahead.
    fn look_ahead(self) -> bool {
        self.until || self.opens_at || self.next
    }
}

impl Default for Outputs {
    fn default() -> Outputs {
        Outputs { verdicts: true, state: true, ..Outputs::NONE }
    }
}

/// What holds for many orders. Each column has an entry for each order, in their order; one that was not asked for is
/// empty.
///
/// ```
/// use torihiki::{Column, ColumnValues, Data, Instant, ManyOptions, policy};
///
/// let states = [Data::Text("preparing".into()), Data::Text("packed".into())];
/// let orders = [Column { meanings: Some(&states), ..Column::new("state", ColumnValues::Bytes(&[0, 1, 1])) }];
/// let options = ManyOptions { role: Some("seller"), ..ManyOptions::at(Instant::from_millis(0).unwrap()) };
/// let answer = policy("qoo10").unwrap().preview_many(&orders, &options).unwrap();
///
/// assert_eq!(answer.rows, 3);
/// assert_eq!(answer.state.iter().map(|state| answer.state_codes[usize::from(*state)]).next(), Some("preparing"));
/// let pack = answer.actions.iter().find(|action| action.id == "pack").unwrap();
/// assert_eq!((pack.role, &*pack.verdict), ("seller", &[2, 0, 0][..]));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ManyPreview<'p> {
    /// The id of the edition by whose rules it was computed; none where the policy distinguishes none.
    pub edition: Option<&'p str>,
    /// The instant for which it was computed.
    pub as_of: Instant,
    /// How many orders there are.
    pub rows: usize,
    /// The actions that were asked about, each with a role that has it, in the order of the policy.
    pub actions: Vec<ActionColumns<'p>>,
    /// The state that each order is in, or the last in which it has certainly been, as a place in `state_codes`.
    pub state: Vec<u16>,
    /// The ids of the states.
    pub state_codes: Vec<&'p str>,
    /// 1 where it is open in which state an order is, else 0.
    pub uncertain: Vec<u8>,
    /// When the state of each order or a verdict about it next changes, in milliseconds since 1970; NaN: never.
    pub next: Vec<f64>,
}

/// What holds for an action as a role sees it, in many orders. See [`ManyPreview`].
///
/// ```
/// use torihiki::{Column, ColumnValues, Data, Instant, ManyOptions, policy};
///
/// let orders = [Column::new("state", ColumnValues::Each(&[]))];
/// let options = ManyOptions::at(Instant::from_millis(0).unwrap());
/// let answer = policy("qoo10").unwrap().preview_many(&orders, &options).unwrap();
/// assert_eq!((answer.actions[0].id, answer.actions[0].role), ("request-cancel", "buyer"));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActionColumns<'p> {
    /// The id of the action.
    pub id: &'p str,
    /// The id of the role.
    pub role: &'p str,
    /// Whether it is allowed: 0 denied, 1 unknown, 2 allowed, 3 that the rules in force for the order have no such action.
    pub verdict: Vec<u8>,
    /// Until when the verdict holds, in milliseconds since 1970; NaN: for good.
    pub until: Vec<f64>,
    /// Where it is denied, from when on it is allowed; NaN: it does not come to that by itself.
    pub opens_at: Vec<f64>,
}

impl Policy {
    /// What the parties of many orders of this policy may do: what [`Policy::preview`] says of each of them.
    ///
    /// Orders are passed as columns: what differs from order to order has an entry for each, and what is the same, also
    /// `edition` and `params`, is passed once. The answer has a column for each action and role. Working memory does not
    /// grow with the number of orders; the answer does.
    ///
    /// # Errors
    ///
    /// Everything in the columns or the options that does not make sense, such as a column of another length, or at
    /// `shipBy[7]` what the eighth order has there; a hundred problems are told one by one.
    ///
    /// ```
    /// use torihiki::{Column, ColumnValues, Data, Instant, ManyOptions, Outputs, policy};
    ///
    /// let delivered = [1_794_268_800_000, 1_793_664_000_000]; // on the 10th and the 3rd of November 2026
    /// let orders = [
    ///     Column::new("state", ColumnValues::Same(Data::Text("delivered".into()))),
    ///     Column::new("deliveredAt", ColumnValues::Whole(&delivered)),
    /// ];
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let options = ManyOptions { role: Some("buyer"), outputs: Outputs::ALL, ..ManyOptions::at(now) };
    /// let answer = policy("coconala").unwrap().preview_many(&orders, &options).unwrap();
    ///
    /// // The second was delivered two weeks ago, and has been completed by itself.
    /// let states: Vec<&str> = answer.state.iter().map(|state| answer.state_codes[usize::from(*state)]).collect();
    /// assert_eq!(states, ["delivered", "completed"]);
    /// let revise = answer.actions.iter().find(|action| action.id == "revise").unwrap();
    /// assert_eq!(revise.until[0], Instant::parse("2026-11-17T09:00:00+09:00").unwrap().millis() as f64);
    /// assert_eq!(answer.next[0], revise.until[0]);
    /// ```
    pub fn preview_many(&self, columns: &[Column<'_>], options: &ManyOptions<'_>) -> Result<ManyPreview<'_>, Problems> {
        let mut report = Report::default();
        let shapes: Vec<Shape<'_>> = columns.iter().map(Column::shape).collect();
        let answer = prepare(self, &shapes, options, &mut report).map(|prepared| {
            let Prepared { mut job, rows, columns: places } = prepared;
            let mut answer = ManyPreview::new(self, &job);
            for from in (0..rows).step_by(job.block) {
                let count = rows.saturating_sub(from).min(job.block);
                job.begin(self, from, count);
                for (number, place) in places.iter().enumerate() {
                    columns.get(*place).into_iter().for_each(|column| job.put(self, number, &column.part(from, count)));
                }
                let mut found = Report::default();
                job.run(self, &mut found);
                report.extend(found);
                if report.is_empty() {
                    answer.add(&job.answers, options.outputs, count);
                }
            }
            answer
        });
        report.finish(answer)
    }
}

impl<'p> ManyPreview<'p> {
    fn new(policy: &'p Policy, job: &Job) -> ManyPreview<'p> {
        let actions = job.actions(policy);
        let text = |symbol| policy.symbols.text(symbol);
        ManyPreview {
            edition: policy.edition_id(job.edition),
            as_of: job.now,
            rows: 0,
            actions: actions.map(|(id, role)| ActionColumns { id, role, ..ActionColumns::default() }).collect(),
            state: Vec::new(),
            state_codes: policy.states.iter().map(|state| text(state.symbol)).collect(),
            uncertain: Vec::new(),
            next: Vec::new(),
        }
    }

    /// Adds the answers for a block.
    fn add(&mut self, block: &Answers, outputs: Outputs, rows: usize) {
        fn more<T: Copy>(column: &mut Vec<T>, of: &[Vec<T>], number: usize) {
            of.get(number).into_iter().for_each(|block| column.extend_from_slice(block));
        }
        self.rows = self.rows.saturating_add(rows);
        for (number, action) in self.actions.iter_mut().enumerate() {
            if outputs.verdicts {
                more(&mut action.verdict, &block.verdicts, number);
            }
            more(&mut action.until, &block.until, number);
            more(&mut action.opens_at, &block.opens_at, number);
        }
        self.state.extend_from_slice(&block.states);
        self.uncertain.extend_from_slice(&block.uncertain);
        self.next.extend_from_slice(&block.next);
    }
}

/// What is to be done for many orders.
pub(crate) struct Prepared {
    pub(crate) job: Job,
    pub(crate) rows: usize,
    /// The places, among those that were passed, of the columns that differ from row to row.
    pub(crate) columns: Vec<usize>,
}

/// What is to be done for columns of these shapes, and for how many orders.
pub(crate) fn prepare(
    policy: &Policy,
    shapes: &[Shape<'_>],
    options: &ManyOptions<'_>,
    report: &mut Report,
) -> Option<Prepared> {
    let table = table::table(policy, shapes, report);
    Order::read_into(policy, &table.shared, report);
    let roles = question::roles(policy, options.role, report);
    let job = report.is_empty().then(|| Job::new(policy, &table, &roles, options))?;
    Some(Prepared { job, rows: table.rows, columns: table.columns.iter().map(|column| column.place).collect() })
}
