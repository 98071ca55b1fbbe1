//! Ids that end in a number: counted up from row to row, and found again without looking at any.

/// A text that ends in so many digits is taken for an id, and counted up.
const ID_DIGITS: usize = 6;

/// An id that ends in a number.
#[derive(Clone)]
pub(super) struct Id {
    prefix: String,
    first: u64,
    digits: usize,
}

impl Id {
    /// The id that a text looks like, if it looks like one.
    pub(super) fn of(text: &str) -> Option<Self> {
        let id = Self::any(text);
        (id.digits >= ID_DIGITS).then_some(id)
    }

    /// The same of a text that is known to be an id: without a number, it is given one.
    pub(super) fn any(text: &str) -> Self {
        let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
        // So that counting up stays within 64 bits.
        let digits = digits.min(19);
        let (prefix, number) = text
            .split_at_checked(text.len() - digits)
            .unwrap_or((text, ""));
        Self {
            prefix: prefix.to_owned(),
            first: number.parse().unwrap_or(0),
            digits,
        }
    }

    /// The id of the row with this number, from 0.
    pub(super) fn text(&self, row: usize) -> String {
        let Self {
            prefix,
            first,
            digits,
        } = self;
        let number = first.saturating_add(u64::try_from(row).unwrap_or(u64::MAX));
        format!("{prefix}{number:0digits$}")
    }

    /// The number of the row that has this id.
    pub(super) fn row(&self, text: &str) -> Option<usize> {
        let digits = text.strip_prefix(&self.prefix)?;
        let row = digits.parse::<u64>().ok()?.checked_sub(self.first)?;
        let row = usize::try_from(row).ok()?;
        // Not `007` for `07`, nor `+7`.
        (self.text(row) == text).then_some(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_count_up_and_keep_their_form() {
        let cases = [
            ("JT1095595801938341100", 2, Some("JT1095595801938341102")),
            ("A000099", 1, Some("A000100")),
            ("A999999", 1, Some("A1000000")),
            ("123456", 3, Some("123459")),
            (
                "18446744073709551615999",
                1,
                Some("18446744073709551616000"),
            ),
            ("A00001", 1, None),
            ("081******890", 1, None),
            ("Name", 1, None),
            ("ก1234567", 1, Some("ก1234568")),
        ];
        for (text, row, wanted) in cases {
            let id = Id::of(text).map(|id| id.text(row));
            assert_eq!(id.as_deref(), wanted, "{text}");
        }
        assert_eq!(Id::any("A7").text(3), "A10");
        assert_eq!([Id::any("A").text(0), Id::any("").text(12)], ["A0", "12"]);
    }

    #[test]
    fn ids_are_found_again() {
        for text in ["JT1095595801938341100", "A000099", "T7", "x", ""] {
            let id = Id::any(text);
            for row in [0, 1, 900, 1_000_000] {
                assert_eq!(id.row(&id.text(row)), Some(row), "{text}");
            }
        }
        let id = Id::any("A000099");
        for strange in [
            "A000098", "A99", "A0000099", "B000099", "A", "", "A+00099", "A000099 ",
        ] {
            assert_eq!(id.row(strange), None, "{strange}");
        }
    }
}
