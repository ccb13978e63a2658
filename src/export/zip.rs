//! Several files in one archive (ZIP, stored and not packed: a library for packing costs the page more than it saves).
//!
//! Invariant: the archive holds no clock's time, so that the same files give the same bytes. Names are UTF-8 and say so.

/// The first day that the format knows, 1980-01-01, as it writes it: there is no clock here.
const DAY: u16 = 0x21;
/// Names are UTF-8.
const UTF_8: u16 = 1 << 11;
/// Of the format's version 2.0.
const VERSION: u16 = 20;

/// Puts files, each a name and its bytes, into an archive in their order. They are far below the 4 GiB that the format has room
/// for.
pub(super) fn pack(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for (name, bytes) in files {
        let (at, size) = (archive.len() as u32, bytes.len() as u32);
        // What a file's own header and its entry in the directory share.
        let mut facts = Vec::new();
        for short in [VERSION, UTF_8, 0, 0, DAY] {
            facts.extend(short.to_le_bytes());
        }
        for long in [crc32fast::hash(bytes), size, size] {
            facts.extend(long.to_le_bytes());
        }
        facts.extend((name.len() as u16).to_le_bytes());
        facts.extend(0_u16.to_le_bytes());
        archive.extend(b"PK\x03\x04");
        archive.extend(&facts);
        archive.extend(name.as_bytes());
        archive.extend(bytes);
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&facts);
        // No comment, the first disk, attributes of neither kind.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, size, count) = (archive.len() as u32, directory.len() as u32, files.len() as u16);
    archive.extend(directory);
    archive.extend(b"PK\x05\x06");
    archive.extend([0; 4]);
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    archive.extend(size.to_le_bytes());
    archive.extend(at.to_le_bytes());
    archive.extend([0; 2]);
    archive
}
