//! The options of the command.
//!
//! | option | what it is for |
//! | --- | --- |
//! | `--policies FOLDER` | compiled policies, beside the built-in ones; `folder` says which file is which version |
//! | `--records FILE` | where a line is added for each decision; `records` says what it tells |
//! | `--client-clock` | a request may say what time it is. For tests only: whoever enforces rules cannot leave the clock to those whom they bind |

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use torihiki::{Instant, PolicySet};

use super::app::Service;
use super::folder;
use super::options::Clock;
use super::records::Records;

/// The service that somebody asks for.
///
/// # Errors
///
/// Why it cannot start, in one line or, for the policies of a folder, a line for each that is wrong.
pub(crate) fn service(mut arguments: impl Iterator<Item = String>) -> Result<Service, Vec<String>> {
    let mut service = Service { policies: PolicySet::builtin(), clock: Clock::Own(present), records: None };
    while let Some(option) = arguments.next() {
        let mut path = || arguments.next().map(PathBuf::from).ok_or_else(|| vec![format!("`{option}` needs a path")]);
        match &*option {
            "--policies" => folder::add(&path()?, &mut service.policies)?,
            "--records" => service.records = Some(open(&path()?)?),
            "--client-clock" => service.clock = Clock::Asked(present),
            _ => return Err(vec![format!("`{option}` is no option: --policies, --records or --client-clock")]),
        }
    }
    Ok(service)
}

fn open(path: &Path) -> Result<Records, Vec<String>> {
    Records::open(path).map_err(|error| vec![format!("{}: {error}", path.display())])
}

/// The present by this machine's clock.
fn present() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "a server answers for its own present")]
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    // A clock that is off by ten thousand years is put right to the last instant there is.
    i64::try_from(since.as_millis()).ok().and_then(Instant::from_millis).unwrap_or(Instant::MAX)
}
