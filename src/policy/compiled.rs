//! A policy as a file: what was checked once is loaded wherever it is asked.
//!
//! | bytes | what they are |
//! | --- | --- |
//! | 8 | `torihiki` |
//! | 1 | [`FORMAT`] |
//! | 4 | the CRC-32 of all that follows, as gzip has it, the lowest byte first |
//! | 4 | how many bytes of texts there are, the lowest first |
//! | | the texts, in UTF-8, then the rest, as `packed` writes them |
//!
//! The checksum tells what was damaged on its way; a hash that nobody can forge would take most of the time from the
//! import to the first answer. It is no signature: whoever serves a policy is trusted with the rules. Bytes that were
//! made up with a right checksum may make a policy that answers nonsense, but none that panics.

use crc::{CRC_32_ISO_HDLC, Crc, Table};

use super::{Packer, Policy};
use crate::problem::{Problem, ProblemCode, Problems, quoted};

const NAME: &[u8; 8] = b"torihiki";

/// What the bytes after it mean; it changes with every change of what is packed.
const FORMAT: u8 = 4;

pub(super) const CHECKSUM: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);

/// The largest file that is read, in bytes (`www/package/loaded-policy.js` has it as well); the largest built-in policy has about 50 000.
const MAX_SIZE: usize = 4_000_000;

impl Policy {
    /// The policy as bytes, which [`Policy::load`] and the JavaScript package load without the document and without
    /// checking it again.
    ///
    /// The same policy gives the same bytes. They are read by the versions of this library that have the same format;
    /// others refuse them, so keep the document as well.
    ///
    /// ```
    /// use torihiki::{Policy, policy};
    ///
    /// let bytes = policy("qoo10").unwrap().compile();
    /// let loaded = Policy::load(&bytes).unwrap();
    /// assert_eq!((loaded.id(), loaded.version()), ("qoo10", policy("qoo10").unwrap().version()));
    /// ```
    #[must_use]
    pub fn compile(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        self.pack(&mut packer);
        let length = u32::try_from(packer.texts.len()).unwrap_or(u32::MAX);
        let mut rest = length.to_le_bytes().to_vec();
        rest.extend(packer.texts.into_bytes());
        rest.extend(packer.bytes);
        let mut file = NAME.to_vec();
        file.push(FORMAT);
        file.extend(CHECKSUM.checksum(&rest).to_le_bytes());
        file.extend(rest);
        file
    }

    /// Makes a policy of what [`Policy::compile`] made of it.
    ///
    /// # Errors
    ///
    /// `unknown-format` where the bytes are no compiled policy, or one of another format; `damaged` where they are not
    /// all that was compiled.
    ///
    /// ```
    /// use torihiki::{Policy, ProblemCode, policy};
    ///
    /// let mut bytes = policy("coconala").unwrap().compile();
    /// assert_eq!(Policy::load(&bytes).unwrap().id(), "coconala");
    ///
    /// bytes.pop();
    /// assert_eq!(Policy::load(&bytes).unwrap_err().as_slice()[0].code, ProblemCode::Damaged);
    /// ```
    pub fn load(bytes: &[u8]) -> Result<Policy, Problems> {
        let (texts, packed) = undamaged(bytes)?;
        Ok(Policy::unpack(texts, packed).ok_or_else(not_compiled)?)
    }

    /// The id of a compiled policy, of which everything is checked that can be without unpacking it.
    ///
    /// # Errors
    ///
    /// Those of [`Policy::load`], but for `damaged` where bytes that were made up have a right checksum.
    #[cfg(any(target_arch = "wasm32", test))]
    pub(crate) fn compiled_id(bytes: &[u8]) -> Result<String, Problems> {
        let (texts, packed) = undamaged(bytes)?;
        Ok(Policy::packed_id(texts, packed).ok_or_else(not_compiled)?)
    }
}

fn damaged(message: &str) -> Problem {
    Problem::new(ProblemCode::Damaged, "", message).help("compile the policy anew, and serve the file as it is")
}

/// That bytes have a right checksum, and are no policy all the same.
pub(crate) fn not_compiled() -> Problem {
    damaged("the compiled policy is not what was compiled")
}

/// The texts of a compiled policy and what else is packed of it, as they were compiled.
fn undamaged(file: &[u8]) -> Result<(&str, &[u8]), Problem> {
    let problem = |code, message: String, help: &str| Problem::new(code, "", message).help(help);
    let Some((format, bytes)) = file.strip_prefix(NAME).and_then(<[u8]>::split_first) else {
        let message = format!("this is no compiled policy: it begins with {}", beginning(file));
        return Err(problem(
            ProblemCode::UnknownFormat,
            message,
            "pass the bytes that `compile` gave, or that it wrote",
        ));
    };
    if *format != FORMAT {
        let message = format!("the policy is compiled in format {format}, and this version reads format {FORMAT}");
        let help = "compile the policy with the version that loads it";
        return Err(problem(ProblemCode::UnknownFormat, message, help));
    }
    if MAX_SIZE < file.len() {
        let message = format!("a compiled policy has at most {MAX_SIZE} bytes, not {}", file.len());
        return Err(problem(ProblemCode::TooLarge, message, "say it in fewer rules"));
    }
    let cut = || damaged("the compiled policy is cut off");
    let (checksum, rest) = bytes.split_first_chunk::<4>().ok_or_else(cut)?;
    let (length, packed) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
    if u32::from_le_bytes(*checksum) != CHECKSUM.checksum(rest) {
        return Err(damaged("the compiled policy is damaged or cut off"));
    }
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
    let (texts, packed) = packed.split_at_checked(length).ok_or_else(cut)?;
    std::str::from_utf8(texts).map(|texts| (texts, packed)).map_err(|_| not_compiled())
}

/// How bytes begin, for people.
fn beginning(bytes: &[u8]) -> String {
    let first: String = String::from_utf8_lossy(bytes.get(..bytes.len().min(20)).unwrap_or_default()).into_owned();
    match first.is_empty() {
        true => "nothing".to_owned(),
        false => quoted(&first.escape_debug().to_string()),
    }
}
