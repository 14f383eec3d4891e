//! Things by their hashes.

/// The numbers of things that somebody else keeps, at their hashes.
#[derive(Debug)]
pub(super) struct Index {
    /// The number of each thing and one more, at its hash or the next free place after it; 0 where there is none. There
    /// are a power of two of places, at least half of them free.
    places: Vec<u32>,
    count: usize,
}

impl Index {
    /// All free.
    pub(super) fn new() -> Index {
        Index { places: vec![0; 64], count: 0 }
    }

    /// The number of the thing with a hash that is as asked.
    pub(super) fn find(&self, hash: usize, is_it: impl Fn(usize) -> bool) -> Option<usize> {
        let last = self.places.len().saturating_sub(1);
        let mut place = hash;
        loop {
            let number = usize::try_from(*self.places.get(place & last)?).ok()?.checked_sub(1)?;
            if is_it(number) {
                return Some(number);
            }
            place = place.wrapping_add(1);
        }
    }

    /// Adds the thing that has the next number, from 0 on, and gives that. The function tells the hashes of all.
    pub(super) fn add(&mut self, hash_of: impl Fn(usize) -> usize) -> usize {
        let number = self.count;
        self.count = self.count.saturating_add(1);
        if self.places.len() <= self.count.saturating_mul(2) {
            self.places = vec![0; self.places.len().saturating_mul(2)];
            (0..self.count).for_each(|number| self.put(number, hash_of(number)));
        } else {
            self.put(number, hash_of(number));
        }
        number
    }

    fn put(&mut self, number: usize, hash: usize) {
        let last = self.places.len().saturating_sub(1);
        let mut place = hash;
        while let Some(slot) = self.places.get_mut(place & last) {
            if *slot == 0 {
                *slot = u32::try_from(number.saturating_add(1)).unwrap_or(0);
                break;
            }
            place = place.wrapping_add(1);
        }
    }
}

/// Multiplied by an odd constant, what differs anywhere in a word differs in the upper half.
pub(super) fn hash(words: &[u64]) -> usize {
    let mix = |hash: u64, word: &u64| (hash.rotate_left(29) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from(words.iter().fold(0, mix) >> 33).unwrap_or(0)
}
