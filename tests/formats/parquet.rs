//! Tables that others packed, each in its own way.

use std::io::Write as _;
use std::sync::Arc;

use ::parquet::basic::{Compression, GzipLevel, ZstdLevel};
use ::parquet::data_type::{ByteArray, ByteArrayType};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;
use sententia::formats::Reading;
use sententia::formats::import::Imported;
use sententia::formats::input::Input;

use super::trip::read_input;

const TEXT: &str = "Il pleuvra demain 🌉. ";

/// A table of texts alone.
fn table(text: &str, compression: Compression) -> Vec<u8> {
    let schema = parse_message_type("message schema { required binary text (UTF8); }").unwrap();
    let settings = WriterProperties::builder().set_compression(compression);
    let (schema, settings) = (Arc::new(schema), Arc::new(settings.build()));
    let mut file = SerializedFileWriter::new(Vec::new(), schema, settings).unwrap();
    let mut group = file.next_row_group().unwrap();
    let mut column = group.next_column().unwrap().unwrap();
    let text = ByteArray::from(text);
    let typed = column.typed::<ByteArrayType>();
    typed.write_batch(&[text], None, None).unwrap();
    column.close().unwrap();
    group.close().unwrap();
    file.into_inner().unwrap()
}

/// Reads a table that lies on the disk.
fn read(bytes: &[u8]) -> Imported {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(bytes).unwrap();
    let input = Input::open(&[path]).unwrap();
    read_input("hf-parquet", &input, &Reading::default())
}

#[test]
fn a_table_is_read_however_it_is_packed() {
    let all = [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(GzipLevel::default()),
        Compression::ZSTD(ZstdLevel::default()),
        Compression::LZ4_RAW,
    ];
    for compression in all {
        let came = read(&table(&TEXT.repeat(200), compression));
        assert!(came.problems.is_empty(), "{compression}");
        let id = &came.project.order[0];
        let text = &came.project.document(id).unwrap().text;
        assert_eq!(text.as_str(), TEXT.repeat(200), "{compression}");
    }
}

#[test]
fn a_damaged_table_says_why_it_cannot_be_read() {
    let whole = table(TEXT, Compression::UNCOMPRESSED);
    for end in [whole.len() / 2, whole.len() - 1] {
        let came = read(&whole[..end]);
        assert_eq!(came.problems.len(), 1);
        assert!(came.project.order.is_empty());
        assert!(came.problems[0].fault.to_string().len() > 40);
    }
    // Pages that are longer than the file.
    for i in 0..whole.len() {
        let mut broken = whole.clone();
        broken[i] = 0xFE;
        read(&broken);
    }
}
