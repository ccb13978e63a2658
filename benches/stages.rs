//! What each stage and the whole way cost, in characters (code points of the raw text) a second, on the sample page and on
//! a text of 5 MB.

mod common;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use jianbao::source::Source;
use jianbao::{Options, analyze, decode, entity, layout, report};
use std::hint::black_box;
use std::time::Duration;

fn stages(criterion: &mut Criterion) {
    for (name, text) in [("page", common::PAGE.to_owned()), ("5 MB", common::pages(5_000_000))] {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Elements(text.chars().count() as u64));
        if text.len() > 1_000_000 {
            // A few seconds a run: ten of them tell enough.
            group.sampling_mode(SamplingMode::Flat).sample_size(10).warm_up_time(Duration::from_secs(1));
        }
        let gb18030 = encoding_rs::GB18030.encode(&text).0.into_owned();
        let options = Options::default();
        let source = Source::new(&text);
        let parts = layout::read(&source, &mut |_| ());
        let placed = report::passages(&source, &parts);
        let texts: Vec<entity::Text<'_>> = placed.iter().map(report::Placed::text).collect();
        let found = entity::recognise(&texts, &options, &mut |_| ());
        let written = report::write(&source, &parts, &placed, &found, &options);

        group.bench_function("decode UTF-8", |b| b.iter(|| decode::decode(black_box(text.as_bytes()), None)));
        group.bench_function("decode GB18030", |b| b.iter(|| decode::decode(black_box(&gb18030), None)));
        group.bench_function("clean", |b| b.iter(|| Source::new(black_box(&text))));
        group.bench_function("layout", |b| b.iter(|| layout::read(black_box(&source), &mut |_| ())));
        group.bench_function("passages", |b| b.iter(|| report::passages(black_box(&source), &parts)));
        group.bench_function("entities", |b| b.iter(|| entity::recognise(black_box(&texts), &options, &mut |_| ())));
        group.bench_function("report", |b| b.iter(|| report::write(black_box(&source), &parts, &placed, &found, &options)));
        group.bench_function("JSON", |b| b.iter(|| black_box(&written).to_json()));
        group.bench_function("whole", |b| b.iter(|| analyze(black_box(&text), &options).to_json()));
        group.finish();
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
