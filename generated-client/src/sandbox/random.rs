//! Numbers that look random, and are the same for the same seed.

/// A sequence of numbers (`SplitMix64`).
pub(super) struct Random(u64);

impl Random {
    /// The sequence with this number, of those that belong to the seed.
    pub(super) fn new(seed: u64, sequence: u64) -> Self {
        // A step first, so that neighbouring seeds do not share their sequences.
        let mut start = Self(seed);
        Self(start.next().wrapping_add(sequence.wrapping_mul(GOLDEN)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not including, `limit`; 0 where that is 0.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next().checked_rem(limit).unwrap_or(0)
    }
}

/// 2^64 divided by the golden ratio, made odd: what `SplitMix64` counts by.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
