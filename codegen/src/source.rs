//! The texts that make up a spec. `disk.rs` reads them.

mod disk;

use crate::{
    diagnostic::{Code, Diagnostic},
    place::Place,
};

/// One file of a spec.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path shown in diagnostics, with forward slashes.
    pub path: String,
    /// The whole text. Of a file that is not UTF-8, what could be read; of any other refused file, nothing.
    pub text: String,
    /// Why the file is no part of the spec, although it should be or looks as if it were.
    pub refused: Option<Refusal>,
}

/// Why a file cannot be used, before anything in it is looked at.
#[derive(Debug, Clone)]
pub struct Refusal {
    code: Code,
    message: String,
    help: String,
    /// Where in the file's text, in bytes.
    at: (usize, usize),
}

/// What a file of a spec says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `api.yaml`: what all endpoints share.
    Api,
    /// `quirks.yaml`: what the pages get wrong.
    Quirks,
    /// One in the folder `notifications`: one notification.
    Notification,
    /// Any other: one endpoint.
    Endpoint,
}

/// All files of a spec: `api.yaml`, `quirks.yaml`, `endpoints/*.yaml` and `notifications/*.yaml`; and, each with a
/// reason, files that should be there or cannot be used.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// A spec from texts in memory, for tests and tools. Paths are shown in diagnostics; a path that ends in
    /// `api.yaml` or `quirks.yaml`, but not in the folder `endpoints` or `notifications`, is that file, one in the folder
    /// `notifications` is a notification, and every other one is an endpoint.
    pub fn from_texts<P: Into<String>, T: Into<String>>(
        texts: impl IntoIterator<Item = (P, T)>,
    ) -> Self {
        let texts = texts.into_iter();
        let mut files: Vec<_> = texts
            .map(|(path, text)| SourceFile::new(path.into(), text.into()))
            .collect();
        refuse_second(&mut files, Role::Api);
        refuse_second(&mut files, Role::Quirks);
        if !files.iter().any(|file| file.role() == Role::Api) {
            files.push(SourceFile::missing("api.yaml"));
        }
        Self { files }
    }

    /// The files, in the order in which they are loaded. A [`Place`] counts into this list.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }
}

/// Files in memory may share a name, of which only the folder on disk is safe.
fn refuse_second(files: &mut [SourceFile], role: Role) {
    for file in files.iter_mut().filter(|file| file.role() == role).skip(1) {
        let message = format!("`{}` is there already, in another folder", file.name());
        file.refused = Some(Refusal::new(Code::Unreadable, message, "keep one of them"));
    }
}

impl SourceFile {
    fn new(path: String, text: String) -> Self {
        Self {
            path,
            text,
            refused: None,
        }
    }

    fn refused(path: String, refusal: Refusal) -> Self {
        Self {
            path,
            text: String::new(),
            refused: Some(refusal),
        }
    }

    /// A file or folder that must be there and is not.
    fn missing(path: &str) -> Self {
        let message = format!("there is no `{path}`");
        let help = match path.rsplit('/').next() {
            Some("api.yaml") => "write api.yaml: it says what all endpoints share",
            Some("quirks.yaml") => "write quirks.yaml; `{}` says that no page is wrong",
            Some("endpoints") => "make the folder, with one file in it for each endpoint",
            _ => "make the folder, with api.yaml, quirks.yaml and the folder endpoints in it",
        };
        Self::refused(
            path.to_owned(),
            Refusal::new(Code::MissingFile, message, help),
        )
    }

    /// What the file says, by its path.
    #[must_use]
    pub fn role(&self) -> Role {
        let mut steps = self.path.rsplit('/');
        match (steps.next(), steps.next()) {
            (_, Some("endpoints")) => Role::Endpoint,
            (_, Some("notifications")) => Role::Notification,
            (Some("api.yaml"), _) => Role::Api,
            (Some("quirks.yaml"), _) => Role::Quirks,
            _ => Role::Endpoint,
        }
    }

    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

impl Refusal {
    fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: help.into(),
            at: (0, 0),
        }
    }

    /// As a mistake in the file with index `file`.
    #[must_use]
    pub fn diagnostic(&self, file: usize) -> Diagnostic {
        let (start, end) = self.at;
        let place = Place { file, start, end };
        Diagnostic::new(self.code, place, &self.message, &self.help)
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, SourceFile, Sources};

    #[test]
    fn a_path_says_what_the_file_is() {
        let sources = Sources::from_texts([
            ("spec/api.yaml", ""),
            ("quirks.yaml", ""),
            ("spec/endpoints/api.yaml", ""),
            ("spec/notifications/quirks.yaml", ""),
            ("ping.yaml", ""),
        ]);
        let roles: Vec<_> = sources.files().iter().map(SourceFile::role).collect();
        assert_eq!(
            roles,
            [
                Role::Api,
                Role::Quirks,
                Role::Endpoint,
                Role::Notification,
                Role::Endpoint
            ]
        );
        assert!(sources.files().iter().all(|file| file.refused.is_none()));
    }

    #[test]
    fn a_second_api_and_a_missing_one_are_refused_where_they_are_or_should_be() {
        let refused = |paths: &[&str]| -> Vec<(String, bool)> {
            let sources = Sources::from_texts(paths.iter().map(|path| (*path, "")));
            let files = sources.files().iter();
            files
                .map(|file| (file.path.clone(), file.refused.is_some()))
                .collect()
        };
        assert_eq!(
            refused(&["a/api.yaml", "b/api.yaml"]),
            [
                ("a/api.yaml".to_owned(), false),
                ("b/api.yaml".to_owned(), true)
            ]
        );
        assert_eq!(
            refused(&["ping.yaml"]),
            [
                ("ping.yaml".to_owned(), false),
                ("api.yaml".to_owned(), true)
            ]
        );
    }
}
