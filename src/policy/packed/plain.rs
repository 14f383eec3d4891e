//! How numbers, texts and lists are packed.

use super::{MAX_DEPTH, Packed, Packer, Unpacker, byte};
use crate::policy::PerReading;
use crate::text::Str;

impl Packed for u8 {
    fn pack(&self, to: &mut Packer) {
        to.bytes.push(*self);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        byte(from)
    }
}

impl Packed for u64 {
    fn pack(&self, to: &mut Packer) {
        let mut rest = *self;
        while 0x80 <= rest {
            // The lowest seven bits, and the mark that more follow.
            to.bytes.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        to.bytes.push(rest as u8);
    }

    #[inline(never)]
    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = byte(from);
            let bits = u64::from(byte & 0x7f).checked_shl(shift);
            value |= from.sound(bits);
            if byte < 0x80 {
                return value;
            }
            shift = shift.wrapping_add(7);
        }
    }
}

impl Packed for i64 {
    fn pack(&self, to: &mut Packer) {
        // The sign goes to the lowest bit, so that small numbers stay short.
        (((self << 1) ^ (self >> 63)) as u64).pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let packed = u64::unpack(from);
        let sign = if packed & 1 == 0 { 0 } else { -1 };
        (packed >> 1) as i64 ^ sign
    }
}

impl Packed for usize {
    fn pack(&self, to: &mut Packer) {
        (*self as u64).pack(to);
    }

    #[inline(never)]
    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let number = usize::try_from(u64::unpack(from)).ok();
        from.sound(number)
    }
}

impl Packed for u16 {
    fn pack(&self, to: &mut Packer) {
        u64::from(*self).pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let number = u16::try_from(usize::unpack(from)).ok();
        from.sound(number)
    }
}

impl Packed for bool {
    fn pack(&self, to: &mut Packer) {
        to.bytes.push(u8::from(*self));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        byte(from) != 0
    }
}

impl Packed for Str {
    fn pack(&self, to: &mut Packer) {
        let place = to.texts.find(&**self).unwrap_or_else(|| {
            to.texts.push_str(self);
            to.texts.len().saturating_sub(self.len())
        });
        // Most texts follow the one before, so the distance between them is a small number.
        (place as i64).wrapping_sub(to.end as i64).pack(to);
        self.len().pack(to);
        to.end = place.saturating_add(self.len());
    }

    #[inline(never)]
    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let (distance, length) = (i64::unpack(from), usize::unpack(from));
        let place = from.end.wrapping_add(distance as usize);
        from.end = place.wrapping_add(length);
        let text = from.texts.get(place..from.end);
        Str::from(from.sound(text))
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, to: &mut Packer) {
        self.is_some().pack(to);
        if let Some(value) = self {
            value.pack(to);
        }
    }

    #[inline(never)]
    fn unpack(from: &mut Unpacker<'_>) -> Self {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, to: &mut Packer) {
        self.len().pack(to);
        self.iter().for_each(|item| item.pack(to));
    }

    #[inline(never)]
    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let mut items = Vec::new();
        for _ in 0..usize::unpack(from) {
            if from.is_broken {
                break;
            }
            items.push(T::unpack(from));
        }
        items
    }
}

impl<T: Packed> Packed for Box<T> {
    fn pack(&self, to: &mut Packer) {
        (**self).pack(to);
    }

    #[inline(never)]
    fn unpack(from: &mut Unpacker<'_>) -> Self {
        from.depth = from.depth.saturating_add(1);
        from.sound((from.depth <= MAX_DEPTH).then_some(()));
        let value = T::unpack(from);
        from.depth = from.depth.saturating_sub(1);
        Box::new(value)
    }
}

impl<T: Packed, const N: usize> Packed for [T; N] {
    fn pack(&self, to: &mut Packer) {
        self.iter().for_each(|item| item.pack(to));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        [(); N].map(|()| T::unpack(from))
    }
}

impl<T: Packed> Packed for PerReading<T> {
    fn pack(&self, to: &mut Packer) {
        self.periods.pack(to);
        self.first.pack(to);
        self.others.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        PerReading { periods: usize::unpack(from), first: T::unpack(from), others: Packed::unpack(from) }
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, to: &mut Packer) {
        self.0.pack(to);
        self.1.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        (A::unpack(from), B::unpack(from))
    }
}
