//! What was decided, one line of JSON for each decision, in a file that is only ever added to.
//!
//! A line tells on what a decision rests, long after page and rules have changed: the order, who tried what on it and
//! when, by which version of which policy, and how each requirement came out. So keep the documents of all versions too.
//! A program that reads the file may meet a last line that is not finished, where the machine lost its power.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use torihiki::answer::{Applied, EditionId, FactName, Reason, RuleId, SourceId, Status, Verdict};
use torihiki::{ApplyOptions, Data, Instant, Problem};

/// What is kept of a decision.
///
/// Of a request that was refused it says as far as possible what was asked, and under `problems` why it was refused.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Record<'r> {
    as_of: Instant,
    policy: Option<&'r Data<'static>>,
    edition: Option<&'r EditionId<'r>>,
    /// The version by which it was decided; of a refused request, the one that was asked for.
    version: Option<&'r str>,
    role: Option<&'r str>,
    action: &'r str,
    with: Option<&'r Data<'r>>,
    /// Whether the other party's consent was taken as given.
    agreed: bool,
    verdict: Option<Verdict>,
    /// Whether `after` is another order: an action that is allowed is not applied where it is not known what it sets.
    applied: bool,
    missing: &'r [FactName<'r>],
    reasons: Vec<Finding<'r>>,
    before: &'r Data<'static>,
    after: Option<&'r Data<'static>>,
    problems: &'r [Problem],
}

/// How a requirement came out, and its alternatives where it is a group. What it says to people is told by the policy.
#[derive(Serialize)]
struct Finding<'r> {
    rule: &'r RuleId<'r>,
    status: Status,
    sources: &'r [SourceId<'r>],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternatives: Vec<Finding<'r>>,
}

impl<'r> Record<'r> {
    /// The record of what came of an action that somebody tried on an order.
    pub(crate) fn new(
        before: &'r Data<'static>,
        version: Option<&'r str>,
        action: &'r str,
        options: &ApplyOptions<'r>,
        outcome: &'r Result<Applied<'_>, Vec<Problem>>,
    ) -> Record<'r> {
        let policy = match before {
            Data::Map(entries) => entries.iter().find(|(name, _)| name == "policy").map(|(_, id)| id),
            _ => None,
        };
        let asked = Record {
            as_of: options.now,
            policy,
            edition: None,
            version,
            role: options.role,
            action,
            with: options.with,
            agreed: options.agreed,
            verdict: None,
            applied: false,
            missing: &[],
            reasons: Vec::new(),
            before,
            after: None,
            problems: &[],
        };
        match outcome {
            Ok(decided) => Record {
                edition: decided.preview.policy.edition.as_ref(),
                version: Some(&decided.preview.policy.version),
                role: Some(&decided.action.role),
                verdict: Some(decided.action.verdict),
                applied: decided.applied,
                missing: &decided.missing,
                reasons: findings(&decided.action.reasons),
                after: Some(&decided.order).filter(|_| decided.applied),
                ..asked
            },
            Err(problems) => Record { problems, ..asked },
        }
    }
}

fn findings<'r>(reasons: &'r [Reason<'_>]) -> Vec<Finding<'r>> {
    let finding = |reason: &'r Reason<'_>| Finding {
        rule: &reason.rule,
        status: reason.status,
        sources: &reason.sources,
        alternatives: findings(&reason.alternatives),
    };
    reasons.iter().map(finding).collect()
}

/// A file of records.
pub(crate) struct Records {
    log: Mutex<Log>,
}

struct Log {
    file: File,
    /// Whether the last line is finished, so that the next one begins on a line of its own.
    is_whole: bool,
}

impl Records {
    /// Opens a file of records, or makes a new one.
    pub(crate) fn open(path: &Path) -> io::Result<Records> {
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        let is_whole = file.seek(SeekFrom::End(0))? == 0 || {
            let mut last = [0];
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
            last == *b"\n"
        };
        Ok(Records { log: Mutex::new(Log { file, is_whole }) })
    }

    /// Adds a record. Once that is done, the operating system has it: it outlives this program. Where it has to outlive
    /// a loss of power too, `sync_data` waits for the disk, a few milliseconds each time.
    pub(crate) fn keep(&self, record: &Record<'_>) -> io::Result<()> {
        let mut line = serde_json::to_vec(record)?;
        line.push(b'\n');
        // Nothing is left half done where a thread panics: `is_whole` is false until the line is written.
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        if !log.is_whole {
            line.insert(0, b'\n');
        }
        log.is_whole = false;
        log.file.write_all(&line)?;
        log.is_whole = true;
        Ok(())
    }
}
