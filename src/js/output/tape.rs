//! Answers on their way to JavaScript.
//!
//! Setting one property from WebAssembly costs a call and, for a text, its decoding. So an
//! answer is written down as numbers, and one call builds it on the other side (`unpack` in
//! `www/package/host.js`). A text of a policy is written as its address: JavaScript decodes it once and
//! then knows it.
//!
//! Each value is a word whose lowest three bits tell its kind:
//!
//! | kind | rest of the word | then |
//! | --- | --- | --- |
//! | 0 | 0 null, 1 false, 2 true | |
//! | 0 | 3 a date | its milliseconds, a whole number |
//! | 1 | a whole number below 2^29 | |
//! | 2 | | its high and its low 32 bits |
//! | 3 | the length in bytes of a text of the program or of a policy | its address |
//! | 4 | the length in UTF-16 units of a text that was made for this value | |
//! | 5 | the length of a list | its items |
//! | 6 | the number of the shape of an object | the values of its fields |
//! | 7 | the number of entries of an object whose names are data | each name, a text, and its value |
//!
//! After the value stand the shapes, by number: length and address of the shape's name, the
//! number of fields, and length and address of the name of each.

use std::{fmt, ptr};

use serde::Serialize;
use serde::ser::{self, Serializer};
use wasm_bindgen::prelude::*;

use crate::data::Data;
use crate::preview::answer::Words;

#[wasm_bindgen(module = "/www/package/host.js")]
extern "C" {
    /// Builds a value from what was written.
    fn unpack(tape: &[u32], shapes_at: usize, texts: &str, memory: &JsValue) -> JsValue;
}

/// Brings a value to JavaScript, as plain data.
pub(super) fn value(value: &impl Serialize) -> JsValue {
    // The answer about an order has some 1 400 words.
    let mut tape = Tape { words: Vec::with_capacity(2_048), ..Tape::default() };
    // The only errors are those of values that have no place in an answer; see `Tape`.
    if value.serialize(&mut tape).is_err() {
        return JsValue::NULL;
    }
    tape.unpacked()
}

const SIMPLE: u32 = 0;
const SMALL: u32 = 1;
const LARGE: u32 = 2;
const LASTING: u32 = 3;
const MADE: u32 = 4;
const LIST: u32 = 5;
const OBJECT: u32 = 6;
const MAP: u32 = 7;

/// Writes values that have the shapes of an answer: structs, lists, maps, texts, whole
/// numbers, dates, flags, options and words of a vocabulary. Anything else is an error.
#[derive(Default)]
struct Tape {
    words: Vec<u32>,
    texts: String,
    /// The names and the fields of the shapes that were met.
    shapes: Vec<(&'static str, Vec<&'static str>)>,
    /// Whether the text that comes next stays where it is; see [`Words::LASTING`].
    lasting: bool,
}

impl Tape {
    /// What was written, as JavaScript has it.
    #[inline(never)]
    fn unpacked(mut self) -> JsValue {
        let shapes_at = self.words.len();
        for (name, fields) in std::mem::take(&mut self.shapes) {
            self.name(name);
            self.words.push(u32::try_from(fields.len()).unwrap_or(0));
            fields.iter().for_each(|field| self.name(field));
        }
        unpack(&self.words, shapes_at, &self.texts, &wasm_bindgen::memory())
    }

    #[inline(never)]
    fn word(&mut self, kind: u32, rest: usize) {
        // Memory is addressed with 32 bits, and no text or list takes a 16th of it.
        let rest = u32::try_from(rest).unwrap_or(u32::MAX);
        self.words.push(rest.wrapping_shl(3) | kind);
    }

    fn address(&mut self, text: &str) {
        self.words.push(u32::try_from(text.as_ptr().addr()).unwrap_or(0));
    }

    fn lasting(&mut self, text: &str) {
        self.word(LASTING, text.len());
        self.address(text);
    }

    fn name(&mut self, name: &'static str) {
        self.words.push(u32::try_from(name.len()).unwrap_or(0));
        self.address(name);
    }
}

/// A value that has no place in an answer.
#[derive(Debug)]
struct Misplaced;

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that has no place in an answer")
    }
}

impl std::error::Error for Misplaced {}

impl ser::Error for Misplaced {
    fn custom<T: fmt::Display>(_message: T) -> Misplaced {
        Misplaced
    }
}

type Impossible = ser::Impossible<(), Misplaced>;

/// The methods for values that have no place in an answer.
macro_rules! misplaced {
    ($($method:ident($type:ty),)+) => {
        $(fn $method(self, _value: $type) -> Result<(), Misplaced> {
            Err(Misplaced)
        })+
    };
}

impl<'t> Serializer for &'t mut Tape {
    type Ok = ();
    type Error = Misplaced;
    type SerializeSeq = &'t mut Tape;
    type SerializeStruct = Struct<'t>;
    type SerializeTuple = Impossible;
    type SerializeTupleStruct = Impossible;
    type SerializeTupleVariant = Impossible;
    type SerializeMap = &'t mut Tape;
    type SerializeStructVariant = Impossible;

    fn serialize_bool(self, value: bool) -> Result<(), Misplaced> {
        self.word(SIMPLE, if value { 2 } else { 1 });
        Ok(())
    }

    #[inline(never)]
    fn serialize_i64(self, value: i64) -> Result<(), Misplaced> {
        match usize::try_from(value) {
            Ok(small) if small < 1 << 29 => self.word(SMALL, small),
            _ => {
                self.word(LARGE, 0);
                // The two halves of the number, as they are.
                self.words.push((value >> 32) as u32);
                self.words.push(value as u32);
            }
        }
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Misplaced> {
        if std::mem::take(&mut self.lasting) {
            self.lasting(text);
        } else {
            self.word(MADE, text.encode_utf16().count());
            self.texts.push_str(text);
        }
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Misplaced> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Misplaced> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Misplaced> {
        self.word(SIMPLE, 0);
        Ok(())
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, word: &'static str) -> Result<(), Misplaced> {
        self.lasting(word);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Misplaced> {
        match name {
            Words::LASTING => self.lasting = true,
            Data::DATE => self.word(SIMPLE, 3),
            _ => {}
        }
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<&'t mut Tape, Misplaced> {
        self.word(LIST, length.ok_or(Misplaced)?);
        Ok(self)
    }

    #[inline(never)]
    fn serialize_struct(self, name: &'static str, length: usize) -> Result<Struct<'t>, Misplaced> {
        // A shape has its name in one place.
        let known = self.shapes.iter().position(|(known, _)| ptr::eq(*known, name));
        let shape = known.unwrap_or(self.shapes.len());
        if known.is_none() {
            self.shapes.push((name, Vec::with_capacity(length)));
        }
        self.word(OBJECT, shape);
        Ok(Struct { tape: self, learning: known.is_none().then_some(shape) })
    }

    misplaced! {
        serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_u8(u8), serialize_u16(u16),
        serialize_u32(u32), serialize_u64(u64), serialize_f32(f32), serialize_f64(f64), serialize_char(char),
        serialize_bytes(&[u8]), serialize_unit_struct(&'static str),
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<(), Misplaced> {
        Err(Misplaced)
    }

    fn serialize_tuple(self, _length: usize) -> Result<Impossible, Misplaced> {
        Err(Misplaced)
    }

    fn serialize_tuple_struct(self, _name: &'static str, _length: usize) -> Result<Impossible, Misplaced> {
        Err(Misplaced)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Impossible, Misplaced> {
        Err(Misplaced)
    }

    fn serialize_map(self, length: Option<usize>) -> Result<&'t mut Tape, Misplaced> {
        self.word(MAP, length.ok_or(Misplaced)?);
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Impossible, Misplaced> {
        Err(Misplaced)
    }
}

impl ser::SerializeSeq for &mut Tape {
    type Ok = ();
    type Error = Misplaced;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Misplaced> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Misplaced> {
        Ok(())
    }
}

impl ser::SerializeMap for &mut Tape {
    type Ok = ();
    type Error = Misplaced;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Misplaced> {
        name.serialize(&mut **self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Misplaced> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Misplaced> {
        Ok(())
    }
}

/// An object that is being written, and the number of its shape where that is new.
struct Struct<'t> {
    tape: &'t mut Tape,
    learning: Option<usize>,
}

impl Struct<'_> {
    #[inline(never)]
    fn learn(&mut self, shape: usize, field: &'static str) {
        if let Some((_, fields)) = self.tape.shapes.get_mut(shape) {
            fields.push(field);
        }
    }
}

impl ser::SerializeStruct for Struct<'_> {
    type Ok = ();
    type Error = Misplaced;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Misplaced> {
        if let Some(shape) = self.learning {
            self.learn(shape, name);
        }
        value.serialize(&mut *self.tape)
    }

    fn end(self) -> Result<(), Misplaced> {
        Ok(())
    }
}
