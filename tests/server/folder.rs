//! The policies of a folder: what `npx torihiki build` or `Policy::compile` wrote.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `our-shop.policy` | the current version of the policy `our-shop`: what orders go by that name no version |
//! | `our-shop.2026-03.policy` | an earlier version, or a coming one, for the orders that name it; what stands between the dots is up to you |
//!
//! So whoever lists the folder sees what is current, and changing that is renaming files. A version may lie there under
//! both names: keep each under a name of its own when it goes live, and it stays when the next one takes its place.
//! Take it out when no order goes by it any more. Other files, and folders in it, mean nothing here.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::{fs, io};

use torihiki::{Policy, PolicySet};

/// Adds the policies of a folder to a set.
///
/// # Errors
///
/// All that is wrong, a line for each, with the name of the file. What is right beside it is no use then: a server that
/// knows half of its rules would refuse the other half of its orders.
pub(crate) fn add(folder: &Path, policies: &mut PolicySet) -> Result<(), Vec<String>> {
    let told = |path: &Path, what: &dyn Display| format!("{}: {what}", path.display());
    let paths = compiled(folder).map_err(|error| vec![told(folder, &error)])?;
    if paths.is_empty() {
        return Err(vec![told(folder, &"there is no `*.policy` in this folder")]);
    }
    let mut wrong = Vec::new();
    let (mut earlier, mut current) = (Vec::new(), Vec::new());
    for path in &paths {
        match read(path) {
            Ok((policy, true)) => current.push(policy),
            Ok((policy, false)) => earlier.push((path, policy)),
            Err(what) => wrong.push(told(path, &what)),
        }
    }
    // A file that could not be read may be the one that is missed.
    if wrong.is_empty() {
        for (path, policy) in &earlier {
            let id = policy.id();
            if !current.iter().any(|current| current.id() == id) {
                wrong.push(told(path, &format!("no version of `{id}` is the current one; call that `{id}.policy`")));
            }
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    // The last that is added is the current one.
    earlier.into_iter().map(|(_, policy)| policy).chain(current).for_each(|policy| policies.add(policy));
    Ok(())
}

/// The compiled policies of a folder, by name.
fn compiled(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths: io::Result<Vec<PathBuf>> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
    let mut paths = paths?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "policy"));
    paths.sort();
    Ok(paths)
}

/// The policy of a file, and whether its name says that it is the current version.
fn read(path: &Path) -> Result<(Policy, bool), String> {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let policy = Policy::load(&bytes).map_err(|problems| problems.to_string())?;
    let (id, name) = (policy.id(), path.file_stem().unwrap_or_default().to_string_lossy());
    match name.strip_prefix(id) {
        Some("") => Ok((policy, true)),
        Some(version) if version.starts_with('.') => Ok((policy, false)),
        // Under another name it would be taken for what it is not.
        _ => Err(format!(
            "this is `{id}`; call it `{id}.policy`, or `{id}.….policy` where it is not the current version"
        )),
    }
}
