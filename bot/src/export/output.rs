//! Where an export goes: standard output, or a file.
//!
//! Invariant: under the file's name there is what was there before, or all of the export. Until
//! it is complete it is beside, under another name, and only its owner may read it.

use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use tempfile::NamedTempFile;

#[derive(Debug)]
pub struct Output {
    to: To,
    left: bool,
}

#[derive(Debug)]
enum To {
    Stdout(BufWriter<Stdout>),
    File { beside: BufWriter<NamedTempFile>, name: PathBuf },
}

impl Output {
    pub fn stdout() -> Self {
        Self { to: To::Stdout(BufWriter::new(io::stdout())), left: false }
    }

    pub fn file(name: &Path) -> anyhow::Result<Self> {
        // Behind a link: what it points to is replaced, and the link stays.
        let name = name.canonicalize().unwrap_or_else(|_| name.to_owned());
        if name.exists() && !name.is_file() {
            bail!("{} is not a file", name.display());
        }
        let folder = name.parent().filter(|folder| !folder.as_os_str().is_empty());
        let beside = tempfile::Builder::new()
            .prefix(".asa-export-")
            .tempfile_in(folder.unwrap_or(Path::new(".")))
            .with_context(|| format!("cannot write beside {}", name.display()))?;
        Ok(Self { to: To::File { beside: BufWriter::new(beside), name }, left: false })
    }

    /// To be called when everything is written; without it a file goes away again.
    pub fn keep(self) -> anyhow::Result<()> {
        match self.to {
            To::Stdout(mut out) => out.flush()?,
            To::File { beside, name } => {
                let file = beside.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.as_file().sync_all()?;
                file.persist(&name).map_err(|refused| refused.error)?;
            }
        }
        Ok(())
    }

    /// Whether the reader of a pipe has seen enough: `asa export feedback | head`. The formats
    /// wrap errors each in its own way, so it is noticed here.
    pub fn is_left(&self) -> bool {
        self.left
    }

    fn noticing<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        self.left |= done.as_ref().is_err_and(|why| why.kind() == io::ErrorKind::BrokenPipe);
        done
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = match &mut self.to {
            To::Stdout(out) => out.write(bytes),
            To::File { beside, .. } => beside.write(bytes),
        };
        self.noticing(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = match &mut self.to {
            To::Stdout(out) => out.flush(),
            To::File { beside, .. } => beside.flush(),
        };
        self.noticing(done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_file_is_replaced_only_by_a_whole_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("cases.csv");
        std::fs::write(&file, "old").unwrap();
        let mut half = Output::file(&file).unwrap();
        half.write_all(b"ne").unwrap();
        half.flush().unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"old");
        drop(half);
        assert_eq!(names(folder.path()), ["cases.csv"], "nothing stays beside it");

        let mut whole = Output::file(&file).unwrap();
        whole.write_all(b"new").unwrap();
        whole.keep().unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["cases.csv"]);
    }

    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("2022.csv"), folder.path().join("latest.csv"));
        std::fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        Output::file(&link).unwrap().keep().unwrap();
        assert!(link.is_symlink() && std::fs::read(&file).unwrap().is_empty());
    }

    #[test]
    fn what_is_not_a_file_is_not_replaced() {
        assert!(Output::file(Path::new("/dev/null")).is_err());
        assert!(Output::file(Path::new("/")).is_err());
        assert!(Output::file(Path::new("/nowhere/at/all.csv")).is_err());
    }
}
