//! Which calls a reader asks for, as it stands in the address of a page.

use url::form_urlencoded::{self, Serializer};

use super::super::calls::RecordedCall;

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Good,
    Refused,
    /// It met a fault that someone asked for.
    Fault,
}

impl Outcome {
    pub(super) const ALL: [Self; 3] = [Self::Good, Self::Refused, Self::Fault];

    pub(super) fn of(call: &RecordedCall) -> Self {
        match call {
            // Whatever else was wrong with it: nobody can tell what would have come of it.
            RecordedCall { fault: Some(_), .. } => Self::Fault,
            call if call.status == 200 && call.message.is_empty() => Self::Good,
            _ => Self::Refused,
        }
    }

    /// In an address, and as a class of style.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Refused => "refused",
            Self::Fault => "fault",
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Good => "Good",
            Self::Refused => "Refused",
            Self::Fault => "Fault",
        }
    }

    /// Colour alone would not do.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Good => "✓",
            Self::Refused => "✗",
            Self::Fault => "⚡",
        }
    }
}

/// Which calls are asked for. Empty texts ask for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) outcome: Option<Outcome>,
    pub(super) operation: String,
    pub(super) text: String,
}

impl Filter {
    /// Reads a query. What it does not know is passed over.
    pub(super) fn parse(query: &str) -> Self {
        let mut filter = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "outcome" => {
                    let mut all = Outcome::ALL.into_iter();
                    filter.outcome = all.find(|outcome| outcome.name() == value);
                }
                "operation" => filter.operation = value.into_owned(),
                "text" => value.trim().clone_into(&mut filter.text),
                _ => {}
            }
        }
        filter
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Empty if any will do.
    pub(super) fn outcome_name(&self) -> &'static str {
        self.outcome.map_or("", Outcome::name)
    }

    pub(super) fn matches(&self, call: &RecordedCall) -> bool {
        let outcome = self.outcome.is_none_or(|asked| asked == Outcome::of(call));
        let operation =
            self.operation.is_empty() || call.operation == Some(self.operation.as_str());
        outcome && operation && (self.text.is_empty() || self.has_text(call))
    }

    /// Whether the text is in anything that a page shows of the call, in capitals or not.
    fn has_text(&self, call: &RecordedCall) -> bool {
        let text = self.text.to_lowercase();
        let code = call.code.map(|code| code.to_string());
        let diagnosis = call.diagnosis.as_ref().map(|diagnosis| diagnosis.name);
        let short = [
            call.operation,
            call.app_id.as_deref(),
            call.fault.as_deref(),
            code.as_deref(),
            diagnosis,
        ];
        let long = [&call.path, &call.message, &call.request, &call.answer];
        let mut texts = short.into_iter().flatten().chain(long.map(String::as_str));
        texts.any(|shown| shown.to_lowercase().contains(&text))
    }

    /// An address with this filter in it, and with one thing more where `more` says so.
    pub(super) fn address(&self, path: &str, more: Option<(&str, &str)>) -> String {
        let mut query = Serializer::new(String::new());
        let own = [
            ("outcome", self.outcome_name()),
            ("operation", &self.operation),
            ("text", &self.text),
        ];
        query.extend_pairs(own.into_iter().filter(|(_, value)| !value.is_empty()));
        query.extend_pairs(more);
        match query.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }
}

/// What a query gives this name.
pub(super) fn value(query: &str, name: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes())
        .find(|(found, _)| found == name)
        .map(|(_, value)| value.into_owned())
}
