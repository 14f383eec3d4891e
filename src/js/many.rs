//! Many orders, a block at a time. `www/package/many-orders.js` puts the columns in and takes the answers out.
//!
//! A typed array crosses as its bytes, and a block of it at a time, so that WebAssembly never holds more than a block.

use js_sys::{Float64Array, Uint8Array, Uint16Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::loaded::LoadedPolicy;
use super::registry::{self, Shared};
use super::{input, options, output};
use crate::data::Data;
use crate::preview::{ColumnValues, Content, Entries, Job, Prepared, RowShape, Shape, prepare};
use crate::problem::Report;

/// Orders that are answered together.
#[wasm_bindgen]
pub struct ManyOrders {
    policy: Shared,
    job: Job,
    report: Report,
}

/// What an answer says beside its columns.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Head<'p> {
    policy: PolicyRef<'p>,
    as_of: i64,
    actions: Vec<ActionRef<'p>>,
    state_codes: Vec<&'p str>,
    /// How many rows a block has at most.
    block: usize,
}

#[derive(Serialize)]
struct PolicyRef<'p> {
    id: &'p str,
    edition: Option<&'p str>,
    version: &'p str,
}

#[derive(Serialize)]
struct ActionRef<'p> {
    id: &'p str,
    role: &'p str,
}

/// What a column is, as `many-orders.js` tells it: its name, then its value where that is the same for all orders, else
/// how many entries it and its masks have, what its codes mean, and whether its numbers are too short for an instant.
fn shape<'d>(column: &'d Data<'d>) -> Option<Shape<'d>> {
    let Data::List(parts) = column else { return None };
    let count = |data: &Data<'_>| if let Data::Int(count) = data { usize::try_from(*count).ok() } else { None };
    match parts.as_slice() {
        [Data::Text(name), value] => Some(Shape { name, content: Content::Same(value) }),
        [Data::Text(name), rows, missing, null, meanings, is_narrow] => {
            let meanings = if let Data::List(meanings) = meanings { Some(meanings.as_slice()) } else { None };
            let (rows, missing, null) = (count(rows)?, count(missing), count(null));
            let is_narrow = matches!(is_narrow, Data::Bool(true));
            Some(Shape { name, content: Content::Rows(RowShape { rows, missing, null, meanings, is_narrow }) })
        }
        _ => None,
    }
}

fn start(policy: Option<Shared>, id: &JsValue, columns: &JsValue, options: &JsValue) -> Result<ManyOrders, JsValue> {
    let text = input::pack(id, columns, options)?;
    let [id, columns, options] = input::unpacked(&text);
    let mut report = Report::default();
    let options = options::many(&options, &mut report);
    let shapes: Vec<Shape<'_>> = match &columns {
        Data::List(columns) => columns.iter().filter_map(shape).collect(),
        _ => Vec::new(),
    };
    let policy = policy.or_else(|| registry::with_id(&id, &mut report));
    let prepared = policy.and_then(|policy| {
        let Prepared { job, .. } = prepare(&policy.0, &shapes, &options, &mut report)?;
        Some(ManyOrders { policy, job, report: Report::default() })
    });
    report.finish(prepared).map_err(|problems| output::error(&problems.as_slice()))
}

#[wasm_bindgen]
impl LoadedPolicy {
    /// Orders of this policy.
    #[wasm_bindgen(js_name = startMany)]
    pub fn start_many(&self, columns: &JsValue, options: &JsValue) -> Result<ManyOrders, JsValue> {
        start(Some(Shared::clone(self.shared())), &JsValue::UNDEFINED, columns, options)
    }
}

#[wasm_bindgen]
impl ManyOrders {
    /// Orders of the policy with an id.
    pub fn start(id: &JsValue, columns: &JsValue, options: &JsValue) -> Result<ManyOrders, JsValue> {
        start(None, id, columns, options)
    }

    /// What the answer says beside its columns.
    pub fn head(&self) -> Result<JsValue, JsValue> {
        let policy = &self.policy.0;
        let text = |symbol| policy.symbols.text(symbol);
        output::plain(&Head {
            policy: PolicyRef {
                id: policy.id(),
                edition: policy.edition_id(self.job.edition),
                version: policy.version(),
            },
            as_of: self.job.now.millis(),
            actions: self.job.actions(policy).map(|(id, role)| ActionRef { id, role }).collect(),
            state_codes: policy.states.iter().map(|state| text(state.symbol)).collect(),
            block: self.job.block,
        })
    }

    /// Begins with a block; `from` is the number of its first row.
    pub fn begin(&mut self, from: usize, rows: usize) {
        self.job.begin(&self.policy.0, from, rows);
    }

    /// Puts the block of a column in, by the number of the column among those that differ from row to row, with the rows
    /// that leave the fact out and those that have null.
    pub fn floats(&mut self, column: usize, values: &[f64], missing: Option<Vec<u8>>, null: Option<Vec<u8>>) {
        self.put(column, ColumnValues::Floats(values), missing, null);
    }

    /// The same of whole numbers.
    pub fn whole(&mut self, column: usize, values: &[i64], missing: Option<Vec<u8>>, null: Option<Vec<u8>>) {
        self.put(column, ColumnValues::Whole(values), missing, null);
    }

    /// The same of bytes.
    pub fn bytes(&mut self, column: usize, values: &[u8], missing: Option<Vec<u8>>, null: Option<Vec<u8>>) {
        self.put(column, ColumnValues::Bytes(values), missing, null);
    }

    /// The same of values as single orders have them.
    pub fn each(
        &mut self,
        column: usize,
        values: &JsValue,
        missing: Option<Vec<u8>>,
        null: Option<Vec<u8>>,
    ) -> Result<(), JsValue> {
        let nothing = &JsValue::UNDEFINED;
        let text = input::pack(values, nothing, nothing)?;
        let [values, ..] = input::unpacked(&text);
        if let Data::List(values) = &values {
            self.put(column, ColumnValues::Each(values), missing, null);
        }
        Ok(())
    }

    /// Answers for the block that was put in; tells whether nothing is wrong so far.
    pub fn run(&mut self) -> bool {
        let mut found = Report::default();
        self.job.run(&self.policy.0, &mut found);
        self.report.extend(found);
        self.report.is_empty()
    }

    /// Throws everything that is wrong.
    pub fn end(&mut self) -> Result<(), JsValue> {
        let report = std::mem::take(&mut self.report);
        report.finish(Some(())).map_err(|problems| output::error(&problems.as_slice()))
    }

    /// Takes the verdicts of the block out, of an action with a role by its number.
    pub fn verdict(&self, asked: usize, to: &Uint8Array) {
        self.job.answers.verdicts.get(asked).into_iter().for_each(|column| take_bytes(column, to));
    }

    /// Until when they hold.
    pub fn until(&self, asked: usize, to: &Float64Array) {
        self.job.answers.until.get(asked).into_iter().for_each(|column| take_instants(column, to));
    }

    /// From when on what is denied is allowed.
    #[wasm_bindgen(js_name = opensAt)]
    pub fn opens_at(&self, asked: usize, to: &Float64Array) {
        self.job.answers.opens_at.get(asked).into_iter().for_each(|column| take_instants(column, to));
    }

    /// When something next changes.
    pub fn next(&self, to: &Float64Array) {
        take_instants(&self.job.answers.next, to);
    }

    /// In which states the deals are, and whether that is open.
    pub fn state(&self, to: &Uint16Array, uncertain: &Uint8Array) {
        let states = &self.job.answers.states;
        if usize::try_from(to.length()) == Ok(states.len()) {
            to.copy_from(states);
        }
        take_bytes(&self.job.answers.uncertain, uncertain);
    }
}

// To copy into a list of another length would end the module.

fn take_bytes(column: &[u8], to: &Uint8Array) {
    if usize::try_from(to.length()) == Ok(column.len()) {
        to.copy_from(column);
    }
}

fn take_instants(column: &[f64], to: &Float64Array) {
    if usize::try_from(to.length()) == Ok(column.len()) {
        to.copy_from(column);
    }
}

impl ManyOrders {
    fn put(&mut self, column: usize, values: ColumnValues<'_>, missing: Option<Vec<u8>>, null: Option<Vec<u8>>) {
        let entries = Entries { values, missing: missing.as_deref(), null: null.as_deref() };
        self.job.put(&self.policy.0, column, &entries);
    }
}
