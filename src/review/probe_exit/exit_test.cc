// Goal: lines, roots, gaps and comparisons are those of docs/formats/export.md.
// Method: known lines, roots against src/evidence/merkle, batches built here with holes, aborted
// transactions and markers, files cut at every byte and gone on with, pairs that differ in one
// field.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "evidence/merkle.h"
#include "kafka/protocol/record_builder.h"
#include "review/probe_exit/compare.h"
#include "review/probe_exit/exporter.h"

namespace ringfence::review::exit {
namespace {

namespace fs = std::filesystem;

bytes::ByteSpan span_of(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

class Exit : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::path(::testing::TempDir()) /
        ("exit-" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "records");
    fs::create_directories(folder_ / "gaps");
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string read(const std::string& name) const {
    std::ifstream file(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  fs::path folder_;
};

kafka::Record record(std::int64_t offset, const std::optional<std::string>& key,
                     const std::optional<std::string>& value) {
  kafka::Record out;
  out.offset = offset;
  out.timestamp = 1000 + offset;
  // The texts outlive the records that point at them.
  static std::set<std::string> texts;
  if (key) out.key = span_of(*texts.insert(*key).first);
  if (value) out.value = span_of(*texts.insert(*value).first);
  return out;
}

TEST(RecordLine, null_empty_headers_and_timestamp_type) {
  kafka::Record one;
  one.offset = 7;
  one.timestamp = -1;
  one.key = bytes::ByteSpan();
  std::string line;
  append_line(line, one, kafka::TimestampType::kCreateTime);
  EXPECT_EQ(line, "7\t-1\tC\t\t-\t");
  one.headers = {{"a", span_of("xyz")}, {"", std::nullopt}, {"a", bytes::ByteSpan()}};
  line.clear();
  append_line(line, one, kafka::TimestampType::kLogAppendTime);
  EXPECT_EQ(line, "7\t-1\tL\t\t-\tYQ==:eHl6,:-,YQ==:");
  const auto view = read_line(line);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->offset, 7);
  EXPECT_EQ(view->content, "-1\tL\t\t-\tYQ==:eHl6,:-,YQ==:");
  for (const char* bad :
       {"", "7", "7\t1\tC\t\t", "x\t1\tC\t\t\t", "-7\t1\tC\t\t\t", "7\t1\tC\t\t\t\t"}) {
    EXPECT_FALSE(read_line(bad)) << bad;
  }
}

TEST(MerkleStream, equals_the_tree_of_rfc_6962) {
  std::vector<evidence::Digest> leaves;
  MerkleStream stream;
  for (int i = 0; i < 200; ++i) {
    EXPECT_EQ(
        stream.root(),
        evidence::to_hex(evidence::as_bytes(evidence::tree_root(leaves.data(), leaves.size()))))
        << i;
    leaves.push_back(evidence::leaf_hash(std::to_string(i)));
    stream.add(std::to_string(i));
  }
}

class Batches {
 public:
  // Offsets base, base+1, ... with these values.
  Batches& data(std::int64_t base, const std::vector<std::string>& values,
                std::int64_t producer = -1) {
    kafka::RecordBatchBuilder builder(
        {.base_offset = base,
         .compression = bytes::Compression::kGzip,
         .producer_id = producer,
         .producer_epoch = static_cast<std::int16_t>(producer < 0 ? -1 : 0),
         .transactional = producer >= 0});
    for (const std::string& value : values) builder.append(5, std::nullopt, span_of(value));
    fetched_.records.append(*builder.build());
    return *this;
  }
  Batches& marker(std::int64_t base, std::int64_t producer, bool commit) {
    fetched_.records.append(kafka::end_transaction_marker(commit, base, producer, 0, 0, 5));
    return *this;
  }
  Batches& aborted(std::int64_t producer, std::int64_t first) {
    fetched_.aborted.push_back({producer, first});
    return *this;
  }
  kafka::client::Fetched take() { return std::move(fetched_); }

 private:
  kafka::client::Fetched fetched_;
};

std::vector<std::int64_t> offsets_of(const std::string& file) {
  std::vector<std::int64_t> out;
  EXPECT_TRUE(read_records(file, [&](std::string_view, const LineView& view) -> Result<void> {
    out.push_back(view.offset);
    return {};
  }));
  return out;
}

TEST_F(Exit, aborted_markers_and_holes_become_gaps_with_a_reason) {
  auto writer = PartitionWriter::open(path("r"), path("g"), 0);
  ASSERT_TRUE(writer);
  BatchSorter sorter(*writer, 0, 30, true);
  const auto fetched = Batches()
                           .data(0, {"a", "b"})
                           .data(2, {"c"}, 77)  // aborted
                           .data(3, {"d"}, 88)  // committed
                           .marker(4, 77, false)
                           .data(5, {"e"}, 77)  // its next transaction
                           .marker(6, 88, true)
                           .marker(7, 77, true)
                           .data(10, {"f", "g"})  // 8 and 9 were compacted away
                           .aborted(77, 2)
                           .take();
  ASSERT_TRUE(sorter.take(fetched));
  EXPECT_EQ(sorter.next(), 12);
  sorter.skip_to(15, "retention");
  sorter.skip_to(40, "open-transaction");
  ASSERT_TRUE(writer->close());
  EXPECT_EQ(offsets_of(path("r")), (std::vector<std::int64_t>{0, 1, 3, 5, 10, 11}));
  const auto gaps = read_gaps(path("g"));
  ASSERT_TRUE(gaps);
  EXPECT_EQ(*gaps, (std::vector<Gap>{{2, 2, "aborted"},
                                     {4, 4, "transaction-marker"},
                                     {6, 7, "transaction-marker"},
                                     {8, 9, "compaction"},
                                     {12, 14, "retention"},
                                     {15, 29, "open-transaction"}}));
}

TEST_F(Exit, a_fetch_in_the_middle_of_a_batch_and_over_the_end) {
  auto writer = PartitionWriter::open(path("r"), path("g"), 0);
  ASSERT_TRUE(writer);
  BatchSorter sorter(*writer, 2, 4, false);
  ASSERT_TRUE(sorter.take(Batches().data(0, {"a", "b", "c", "d", "e", "f"}).take()));
  ASSERT_TRUE(writer->close());
  EXPECT_EQ(offsets_of(path("r")), (std::vector<std::int64_t>{2, 3}));
}

TEST_F(Exit, a_batch_with_a_wrong_crc_is_refused) {
  auto writer = PartitionWriter::open(path("r"), path("g"), 0);
  ASSERT_TRUE(writer);
  auto fetched = Batches().data(0, {"a"}).take();
  const bytes::Slice flat = fetched.records.flatten();
  std::string bytes(reinterpret_cast<const char*>(flat.span().data()), flat.size());
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  fetched.records = bytes::Chain(bytes::Slice::copy_of(span_of(bytes)));
  BatchSorter sorter(*writer, 0, 1, false);
  const auto taken = sorter.take(fetched);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::kCorrupt);
}

TEST_F(Exit, an_export_cut_anywhere_goes_on_to_the_same_bytes) {
  const auto write = [&](PartitionWriter& writer, std::int64_t from) {
    for (std::int64_t offset = from; offset < 12; ++offset) {
      if (offset % 5 == 4) {
        writer.gap(offset, offset, "aborted");
      } else {
        writer.record(record(offset, "k", std::string(static_cast<std::size_t>(offset), 'v')),
                      kafka::TimestampType::kCreateTime);
      }
    }
  };
  auto whole = PartitionWriter::open(path("r"), path("g"), 0);
  ASSERT_TRUE(whole);
  write(*whole, 0);
  ASSERT_TRUE(whole->close());
  const std::string records = read("r");
  const auto facts = read_partition(path("r"), path("g"));
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->count, 10u);
  for (std::size_t size = 0; size <= records.size(); ++size) {
    std::ofstream(path("r2"), std::ios::binary) << records.substr(0, size);
    // Gaps are written before the records behind them; some may be there too many.
    fs::copy_file(path("g"), path("g2"), fs::copy_options::overwrite_existing);
    auto again = PartitionWriter::open(path("r2"), path("g2"), 0);
    ASSERT_TRUE(again) << again.error().to_string();
    write(*again, again->next_offset());
    ASSERT_TRUE(again->close());
    EXPECT_EQ(read("r2"), records) << size;
    EXPECT_EQ(read("g2"), read("g")) << size;
    fs::remove(path("r2"));
    fs::remove(path("g2"));
  }
}

// Writes an export of one partition and returns its manifest.
class Sides : public Exit {
 protected:
  Export make(const std::string& side, const std::vector<kafka::Record>& records,
              std::vector<kafka::client::GroupOffset> commits = {}) {
    fs::create_directories(folder_ / side / "records");
    fs::create_directories(folder_ / side / "gaps");
    Export data;
    data.cluster_id = side;
    ExportTopic topic{"orders", {}, {}};
    ExportPartition partition;
    partition.records = "records/a.tsv";
    partition.gaps = "gaps/a.tsv";
    const std::string base = path(side) + "/";
    auto writer = PartitionWriter::open(base + partition.records, base + partition.gaps, 0);
    for (const auto& one : records) writer->record(one, kafka::TimestampType::kCreateTime);
    EXPECT_TRUE(writer->close());
    partition.facts = *read_partition(base + partition.records, base + partition.gaps);
    topic.partitions.push_back(partition);
    data.topics.push_back(topic);
    if (!commits.empty()) data.groups.push_back({"g", std::move(commits)});
    return data;
  }
  Comparison compare(const Export& source, const Export& target) {
    auto out = compare_exports(path(source.cluster_id), source, path(target.cluster_id), target);
    EXPECT_TRUE(out) << out.error().to_string();
    return out ? *out : Comparison();
  }
};

TEST_F(Sides, one_changed_record_is_found_at_its_offset) {
  std::vector<kafka::Record> records, changed;
  for (int i = 0; i < 500; ++i) records.push_back(record(i, "k", "v"));
  changed = records;
  const std::string other = "w";
  changed[321].value = span_of(other);
  const Export source = make("source", records), same = make("same", records);
  const Export target = make("target", changed);
  EXPECT_TRUE(compare(source, same).partitions[0].equal);
  const auto different = compare(source, target).partitions[0];
  EXPECT_FALSE(different.equal);
  EXPECT_EQ(different.first_difference, 321);
  EXPECT_EQ(different.what, "value differs");
}

TEST_F(Sides, null_is_not_empty_and_lost_and_shifted_records_are_told_apart) {
  const Export source = make("source", {record(0, "k", "v"), record(2, std::nullopt, "w")});
  const Export empty_key = make("a", {record(0, "k", "v"), record(2, "", "w")});
  EXPECT_EQ(compare(source, empty_key).partitions[0].what, "key differs");
  const Export lost = make("b", {record(0, "k", "v")});
  const auto missing = compare(source, lost).partitions[0];
  EXPECT_EQ(missing.first_difference, 2);
  EXPECT_EQ(missing.what, "missing in the target");
  const Export more =
      make("c", {record(0, "k", "v"), record(1, "k", "x"), record(2, std::nullopt, "w")});
  const auto extra = compare(source, more).partitions[0];
  EXPECT_EQ(extra.first_difference, 1);
  EXPECT_EQ(extra.what, "not in the source");
  kafka::Record moved = record(2, std::nullopt, "w");
  moved.offset = 1;
  const auto shifted = compare(source, make("d", {record(0, "k", "v"), moved})).partitions[0];
  EXPECT_FALSE(shifted.equal);
  EXPECT_TRUE(shifted.content_equal);
}

TEST_F(Sides, commits_point_at_records_not_at_numbers) {
  const std::vector<kafka::Record> records = {record(0, "k", "a"), record(3, "k", "b"),
                                              record(4, "k", "c")};
  const auto commits = [&](std::int64_t offset) {
    return std::vector<kafka::client::GroupOffset>{{"orders", 0, offset, ""}};
  };
  const Export source = make("source", records, commits(1));
  const auto same = compare(source, make("a", records, commits(3))).commits;
  ASSERT_EQ(same.size(), 1u);
  EXPECT_TRUE(same[0].same) << "offsets 1 and 3 both read the record at 3 next";
  EXPECT_FALSE(compare(source, make("b", records, commits(4))).commits[0].same);
  EXPECT_FALSE(compare(source, make("c", records)).commits[0].same) << "no commit there";
  const Export at_end = make("e", records, commits(5));
  EXPECT_TRUE(compare(at_end, make("f", records, commits(9))).commits[0].same) << "both at the end";
}

TEST_F(Sides, a_records_file_that_was_changed_later_is_refused) {
  const Export source = make("source", {record(0, "k", "a")});
  const Export target = make("target", {record(0, "k", "a")});
  std::ofstream(path("source/records/a.tsv"), std::ios::app) << "1\t0\tC\t\t\t\n";
  const auto out = compare_exports(path("source"), source, path("target"), target);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, ErrorCode::kCorrupt);
}

TEST_F(Sides, a_manifest_reads_back_and_cannot_name_files_elsewhere) {
  Export source = make("source", {record(0, "k", "a")}, {{"orders", 0, 1, "m"}});
  ASSERT_TRUE(write_export(path("source"), kManifestName, source));
  const auto again = read_export(path("source"), kManifestName);
  ASSERT_TRUE(again) << again.error().to_string();
  EXPECT_EQ(roots_text(*again), roots_text(source));
  EXPECT_EQ(again->groups[0].offsets[0].offset, 1);
  source.topics[0].partitions[0].records = "../../etc/passwd";
  ASSERT_TRUE(write_export(path("source"), kManifestName, source));
  EXPECT_FALSE(read_export(path("source"), kManifestName));
  std::ofstream(path("source/export.json")) << std::string(100'000, '[');
  EXPECT_FALSE(read_export(path("source"), kManifestName));
}

}  // namespace
}  // namespace ringfence::review::exit
