//! A spec folder can hold anything: each thing that is no text of a spec is told, exactly so, and the rest is read.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::{
    fs::{self, File},
    os::unix::fs::symlink,
    path::PathBuf,
};

use codegen::{diagnostic::Style, file_tree::FileTree, source::Sources};
use nix::{sys::stat::Mode, unistd::mkfifo};
use tempfile::TempDir;
use tests::here;

/// A folder with a small spec that is fine, to be spoilt.
struct Spec {
    folder: TempDir,
}

impl Spec {
    fn new() -> Self {
        let spec = Self {
            folder: TempDir::new().unwrap(),
        };
        fs::create_dir_all(spec.path("endpoints")).unwrap();
        let fixtures = here().join("fixtures");
        fs::copy(fixtures.join("api.yaml"), spec.path("api.yaml")).unwrap();
        let ping = fixtures.join("generated/data_none.yaml");
        fs::copy(ping, spec.path("endpoints/ping.yaml")).unwrap();
        spec.write("quirks.yaml", "{}");
        spec
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join("spec").join(path)
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(path), bytes).unwrap();
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// A file of so many bytes, all zero, that takes no room on the disk.
    fn sparse(&self, path: &str, bytes: u64) {
        let file = File::create(self.path(path)).unwrap();
        file.set_len(bytes).unwrap();
    }

    fn generate(&self) -> Result<FileTree, String> {
        let sources = Sources::read(&self.path(""));
        codegen::generate(&sources).map_err(|mistakes| mistakes.render(&sources, Style::Plain))
    }

    /// What a person is told.
    fn told(&self) -> String {
        match self.generate() {
            Ok(_) => panic!("it was accepted"),
            Err(told) => told,
        }
    }
}

#[test]
fn what_is_no_part_of_a_spec_may_lie_about() {
    let spec = Spec::new();
    spec.write("README.md", "# About");
    spec.write("api.yaml~", "an editor's copy");
    spec.write("endpoints/.ping.yaml.swp", [0xFF]);
    spec.write("endpoints/ping.json", "{}");
    fs::create_dir(spec.path(".git")).unwrap();
    symlink("nowhere", spec.path(".#api.yaml")).unwrap();
    assert_eq!(spec.generate().map(|_| ()), Ok(()));
}

#[test]
fn a_folder_that_is_not_there() {
    let spec = Spec::new();
    fs::remove_dir_all(spec.path("")).unwrap();
    insta::assert_snapshot!(spec.told(), @r"
    error[E009]: there is no `spec`
    --> spec:1:1
     = help: make the folder, with api.yaml, quirks.yaml and the folder endpoints in it

    1 mistake in the spec
    ");
}

#[test]
fn parts_that_are_not_there() {
    let spec = Spec::new();
    fs::remove_dir_all(spec.path("endpoints")).unwrap();
    spec.remove("api.yaml");
    spec.remove("quirks.yaml");
    insta::assert_snapshot!(spec.told(), @r"
    error[E009]: there is no `spec/api.yaml`
    --> spec/api.yaml:1:1
     = help: write api.yaml: it says what all endpoints share

    error[E009]: there is no `spec/quirks.yaml`
    --> spec/quirks.yaml:1:1
     = help: write quirks.yaml; `{}` says that no page is wrong

    error[E009]: there is no `spec/endpoints`
    --> spec/endpoints:1:1
     = help: make the folder, with one file in it for each endpoint

    3 mistakes in the spec
    ");
}

#[test]
fn folders_where_files_belong_and_a_file_where_the_folder_belongs() {
    let spec = Spec::new();
    fs::create_dir(spec.path("endpoints/pong.yaml")).unwrap();
    fs::create_dir(spec.path("endpoint")).unwrap();
    spec.remove("quirks.yaml");
    fs::create_dir(spec.path("quirks.yaml")).unwrap();
    insta::assert_snapshot!(spec.told(), @r"
    error[E080]: `spec/quirks.yaml` is a folder, not a file
    --> spec/quirks.yaml:1:1
     = help: put a text file in its place

    error[E080]: `spec/endpoints/pong.yaml` is a folder that nobody reads
    --> spec/endpoints/pong.yaml:1:1
     = help: move it out of the spec: only the folders `endpoints` and `notifications` are looked into

    error[E080]: `spec/endpoint` is a folder that nobody reads
    --> spec/endpoint:1:1
     = help: move it out of the spec: only the folders `endpoints` and `notifications` are looked into

    3 mistakes in the spec
    ");

    let spec = Spec::new();
    fs::remove_dir_all(spec.path("endpoints")).unwrap();
    spec.write("endpoints", "");
    insta::assert_snapshot!(spec.told(), @r"
    error[E080]: `spec/endpoints` is a file, not a folder
    --> spec/endpoints:1:1
     = help: put a folder in its place

    1 mistake in the spec
    ");
}

#[test]
fn files_that_are_not_read_under_their_names() {
    let spec = Spec::new();
    spec.write("endpoints/pong.yml", "");
    spec.write("endpoints/Peng.YAML", "");
    spec.write("Quirks.yaml", "");
    spec.write("ping.yaml", "");
    insta::assert_snapshot!(spec.told(), @r"
    error[E080]: `spec/endpoints/Peng.YAML` is not read under this name
    --> spec/endpoints/Peng.YAML:1:1
     = help: rename it to `peng.yaml`

    error[E080]: `spec/endpoints/pong.yml` is not read under this name
    --> spec/endpoints/pong.yml:1:1
     = help: rename it to `pong.yaml`

    error[E080]: `spec/Quirks.yaml` is not read under this name
    --> spec/Quirks.yaml:1:1
     = help: rename it to `quirks.yaml`

    error[E080]: `spec/ping.yaml` is not read under this name
    --> spec/ping.yaml:1:1
     = help: move it, or rename it: besides api.yaml and quirks.yaml, only files in `endpoints` and `notifications` are read

    4 mistakes in the spec
    ");
}

#[test]
fn links_wherever_they_lead() {
    let spec = Spec::new();
    let outside = spec.folder.path().join("outside.yaml");
    fs::rename(spec.path("quirks.yaml"), &outside).unwrap();
    symlink(&outside, spec.path("quirks.yaml")).unwrap();
    symlink("nowhere.yaml", spec.path("endpoints/a.yaml")).unwrap();
    symlink("c.yaml", spec.path("endpoints/b.yaml")).unwrap();
    symlink("b.yaml", spec.path("endpoints/c.yaml")).unwrap();
    symlink("/dev/zero", spec.path("endpoints/d.yaml")).unwrap();
    insta::assert_snapshot!(spec.told(), @r"
    error[E080]: `spec/quirks.yaml` is a link
    --> spec/quirks.yaml:1:1
     = help: put the file itself here: a link may lead out of the spec, or nowhere

    error[E080]: `spec/endpoints/a.yaml` is a link
    --> spec/endpoints/a.yaml:1:1
     = help: put the file itself here: a link may lead out of the spec, or nowhere

    error[E080]: `spec/endpoints/b.yaml` is a link
    --> spec/endpoints/b.yaml:1:1
     = help: put the file itself here: a link may lead out of the spec, or nowhere

    error[E080]: `spec/endpoints/c.yaml` is a link
    --> spec/endpoints/c.yaml:1:1
     = help: put the file itself here: a link may lead out of the spec, or nowhere

    error[E080]: `spec/endpoints/d.yaml` is a link
    --> spec/endpoints/d.yaml:1:1
     = help: put the file itself here: a link may lead out of the spec, or nowhere

    5 mistakes in the spec
    ");

    let spec = Spec::new();
    fs::remove_dir_all(spec.path("endpoints")).unwrap();
    symlink(".", spec.path("endpoints")).unwrap();
    insta::assert_snapshot!(spec.told(), @r"
    error[E080]: `spec/endpoints` is a link, not a folder
    --> spec/endpoints:1:1
     = help: put a folder in its place

    1 mistake in the spec
    ");
}

#[test]
fn a_pipe_is_not_waited_for() {
    let spec = Spec::new();
    mkfifo(&spec.path("endpoints/pipe.yaml"), Mode::S_IRWXU).unwrap();
    insta::assert_snapshot!(spec.told(), @r"
    error[E080]: `spec/endpoints/pipe.yaml` is a pipe, a socket or a device, not a file
    --> spec/endpoints/pipe.yaml:1:1
     = help: put a text file in its place

    1 mistake in the spec
    ");
}

#[test]
fn a_file_that_is_not_utf_8_and_mistakes_in_the_others() {
    let spec = Spec::new();
    spec.write("endpoints/latin.yaml", b"# \xC3\xA9\ntitle: caf\xE9 x\n");
    spec.write("endpoints/utf_16.yaml", b"\xFF\xFEt\0i\0");
    let ping = spec
        .text("endpoints/ping.yaml")
        .replace("title", "titles: 1\ntitle");
    spec.write("endpoints/ping.yaml", ping);
    insta::assert_snapshot!(spec.told(), @r"
    error[E080]: `spec/endpoints/latin.yaml` is not UTF-8: the byte 0xE9 stands here
     --> spec/endpoints/latin.yaml:2:11
      |
    2 | title: caf� x
      |           ^
      |
      = help: save the file as UTF-8

    error[E005]: an endpoint has no key `titles`
     --> spec/endpoints/ping.yaml:3:1
      |
    3 | titles: 1
      | ^^^^^^
      |
      = help: remove it: `title` is there already

    error[E080]: `spec/endpoints/utf_16.yaml` is not UTF-8: the byte 0xFF stands here
     --> spec/endpoints/utf_16.yaml:1:1
      |
    1 | ��t␀i␀
      | ^
      |
      = help: save the file as UTF-8

    3 mistakes in the spec
    ");
}

#[test]
fn a_byte_order_mark() {
    let spec = Spec::new();
    spec.write("quirks.yaml", "\u{feff}{}\n");
    insta::assert_snapshot!(spec.told(), @r"
    error[E001]: a byte-order mark (U+FEFF) stands here
     --> spec/quirks.yaml:1:1
      |
    1 | ﻿{}
      | ^
      |
      = help: save the file as UTF-8 without byte-order mark

    1 mistake in the spec
    ");
}

#[test]
fn lines_that_end_in_cr_lf_mean_the_same() {
    let spec = Spec::new();
    let with_lf = spec.generate().unwrap();
    for path in ["api.yaml", "endpoints/ping.yaml"] {
        spec.write(path, spec.text(path).replace('\n', "\r\n"));
    }
    let with_crlf = spec.generate().unwrap();
    assert_eq!(
        with_crlf.iter().collect::<Vec<_>>(),
        with_lf.iter().collect::<Vec<_>>()
    );
    let ping = spec
        .text("endpoints/ping.yaml")
        .replace("title", "titles: 1\r\ntitle");
    spec.write("endpoints/ping.yaml", ping);
    insta::assert_snapshot!(spec.told(), @r"
    error[E005]: an endpoint has no key `titles`
     --> spec/endpoints/ping.yaml:3:1
      |
    3 | titles: 1
      | ^^^^^^
      |
      = help: remove it: `title` is there already

    1 mistake in the spec
    ");
}

#[test]
fn files_without_anything_in_them() {
    let spec = Spec::new();
    spec.write("quirks.yaml", "");
    spec.write("endpoints/blank.yaml", "\n \n");
    spec.write("endpoints/comment.yaml", "# é");
    spec.write("endpoints/nul.yaml", [0; 512]);
    insta::assert_snapshot!(spec.told(), @r"
    error[E001]: the file is empty
    --> spec/quirks.yaml:1:1
     = help: write the file, or remove it

    error[E001]: the file is empty
     --> spec/endpoints/blank.yaml:1:1
      |
    1 |
      | ^
      |
      = help: write the file, or remove it

    error[E001]: the file is empty
     --> spec/endpoints/comment.yaml:1:1
      |
    1 | # é
      | ^^^
      |
      = help: write the file, or remove it

    error[E001]: a control character (U+0000) stands here
     --> spec/endpoints/nul.yaml:1:1
      |
    1 | ␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀␀...
      | ^
      |
      = help: remove it: it cannot be seen

    4 mistakes in the spec
    ");
}

#[test]
fn files_of_50_megabytes_and_of_a_terabyte() {
    let spec = Spec::new();
    spec.sparse("endpoints/large.yaml", 50 << 20);
    // Whoever reads this one whole does not come back.
    spec.sparse("endpoints/larger.yaml", 1 << 40);
    insta::assert_snapshot!(spec.told(), @r"
    error[E081]: `spec/endpoints/large.yaml` is larger than 1 MiB
    --> spec/endpoints/large.yaml:1:1
     = help: a file holds one endpoint, or what all endpoints share: split it, or shorten it

    error[E081]: `spec/endpoints/larger.yaml` is larger than 1 MiB
    --> spec/endpoints/larger.yaml:1:1
     = help: a file holds one endpoint, or what all endpoints share: split it, or shorten it

    2 mistakes in the spec
    ");
}

#[test]
fn a_file_may_have_a_mebibyte_and_not_a_byte_more() {
    let spec = Spec::new();
    let mut text = spec.text("endpoints/ping.yaml");
    text.push('#');
    text.push_str(&"x".repeat((1 << 20) - text.len()));
    spec.write("endpoints/ping.yaml", &text);
    assert_eq!(spec.generate().map(|_| ()), Ok(()));
    spec.write("endpoints/ping.yaml", text + "x");
    assert!(spec.told().starts_with("error[E081]"));
}

#[test]
fn a_spec_that_is_too_large_together() {
    let spec = Spec::new();
    for number in 0..40 {
        spec.sparse(&format!("endpoints/a{number:02}.yaml"), 1 << 20);
    }
    let told = spec.told();
    let (_, too_large) = told.split_once("error[E081]").unwrap();
    insta::assert_snapshot!(too_large, @r"
    : the spec is larger than 32 MiB: `spec/endpoints/a31.yaml` and what follows it are not read
    --> spec/endpoints/a31.yaml:1:1
     = help: move what is no part of the spec elsewhere

    32 mistakes in the spec
    ");
    assert!(!told.contains("a32.yaml"), "{told}");
}

#[test]
fn twenty_thousand_files() {
    let spec = Spec::new();
    for number in 0..20_000 {
        spec.write(&format!("endpoints/a{number:05}.yaml"), "");
    }
    insta::assert_snapshot!(spec.told(), @r"
    error[E081]: `spec/endpoints` holds more than 10000 files
    --> spec/endpoints:1:1
     = help: one endpoint has one file; move what is no part of the spec elsewhere

    1 mistake in the spec
    ");
}

#[test]
fn a_name_that_would_steer_a_terminal() {
    let spec = Spec::new();
    spec.write("endpoints/\u{1b}[2J\n.yaml", "");
    insta::assert_snapshot!(spec.told(), @r"
    error[E001]: the file is empty
    --> spec/endpoints/\u{1b}[2J\n.yaml:1:1
     = help: write the file, or remove it

    1 mistake in the spec
    ");
}

#[test]
fn the_folder_of_notifications_need_not_be_there_and_is_looked_into() {
    let spec = Spec::new();
    let paid = "notification: paid\ntitle: Money came\nfields: {}\n";
    fs::create_dir(spec.path("notifications")).unwrap();
    spec.write("notifications/paid.yaml", paid);
    let tree = spec.generate().unwrap();
    assert!(
        tree.iter()
            .any(|(path, _)| path.ends_with("notifications/paid.rs"))
    );
    spec.write("notifications/paid.yml", paid);
    fs::create_dir(spec.path("notifications/more")).unwrap();
    insta::assert_snapshot!(spec.told(), @r"
    error[E080]: `spec/notifications/more` is a folder that nobody reads
    --> spec/notifications/more:1:1
     = help: move it out of the spec: only the folders `endpoints` and `notifications` are looked into

    error[E080]: `spec/notifications/paid.yml` is not read under this name
    --> spec/notifications/paid.yml:1:1
     = help: rename it to `paid.yaml`

    2 mistakes in the spec
    ");
    fs::remove_dir_all(spec.path("notifications")).unwrap();
    spec.write("notifications", "");
    insta::assert_snapshot!(spec.told(), @r"
    error[E080]: `spec/notifications` is a file, not a folder
    --> spec/notifications:1:1
     = help: put a folder in its place

    1 mistake in the spec
    ");
}
