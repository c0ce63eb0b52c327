// Goal: no body, of any message in any version, makes the codec allocate out of proportion to the
// bytes that arrived (CVE-2022-34917 and its kin: counts and lengths that lie).
// Method: bodies made of one repeated pattern, chosen so that they read as huge counts, as many
// tiny elements, or as nested tags; everything allocated is added up.
#include <gtest/gtest.h>

#include "kafka/protocol/allocation_meter.h"
#include "kafka/protocol/message_type.h"
#include "kafka/protocol/record_reader.h"

RF_COUNT_OPERATOR_NEW

namespace ringfence::kafka {
namespace {

bytes::Slice repeated(std::string_view pattern, std::size_t size) {
  std::string text;
  while (text.size() < size) text += pattern;
  text.resize(size);
  return bytes::Slice::copy_of(text);
}

constexpr std::string_view kPatterns[] = {
    {"\0", 1},                    // everything empty or null
    {"\x01", 1},                  // compact: empty; many counts of one
    {"\x02", 1},                  //
    {"\x7f", 1},                  // counts of 126
    {"\xff", 1},                  // varints without an end, negative lengths
    {"\xff\xff\xff\xff\x0f", 5},  // 2^32 - 1 as a varint
    {"\x7f\xff\xff\xff", 4},      // 2^31 - 1 as an int32
    {"\xc0\x84\x3d\x01\x01", 5},  // a million, then tiny elements
    {"\0\0\x27\x10", 4},          // 10,000 elements, again and again
    {"\0\0\0\x01\0\x01"
     "a\0",
     8},  // arrays of one in arrays of one
};

TEST(HostileMessages, AllocateInProportionToTheirBytes) {
  double worst = 0;
  std::string worst_name;
  for (const MessageType& type : all_messages()) {
    for (std::int16_t version = type.min_version; version <= type.max_version; ++version) {
      for (const std::string_view pattern : kPatterns) {
        for (const std::size_t size : {20, 1000, 100'000}) {
          const bytes::Slice body = repeated(pattern, size);
          const AllocationMeter meter;
          bytes::Reader reader(body);
          (void)type.recode(reader, version);
          const std::size_t total = meter.total();
          ASSERT_LE(total, size * kAllocationFactor + kAllocationFloor)
              << type.name << " v" << version << " " << size << " bytes";
          const double ratio = static_cast<double>(total) / static_cast<double>(size);
          if (size == 100'000 && ratio > worst) {
            worst = ratio;
            worst_name = std::string(type.name);
          }
        }
      }
    }
  }
  RecordProperty("worst_ratio", std::to_string(worst) + " " + worst_name);
  EXPECT_GT(worst, 5) << "the patterns reach no array: they test nothing";
}

TEST(HostileMessages, HugeCountsInSmallFramesAllocateAlmostNothing) {
  for (const MessageType& type : all_messages()) {
    for (std::int16_t version = type.min_version; version <= type.max_version; ++version) {
      for (const std::string_view pattern : {kPatterns[5], kPatterns[6]}) {
        const bytes::Slice body = repeated(pattern, 20);
        const AllocationMeter meter;
        bytes::Reader reader(body);
        (void)type.recode(reader, version);
        ASSERT_LE(meter.total(), 4096u) << type.name << " v" << version;
      }
    }
  }
}

TEST(HostileRecords, HeaderCountsAreNotBelieved) {
  // A record that claims 2^30 headers in a few bytes.
  std::vector<std::byte> data(kBatchHeaderBytes);
  for (const int byte : {28, 0, 0, 0, 1, 1, 0x80, 0x80, 0x80, 0x80, 0x08, 0, 0, 0, 0}) {
    data.push_back(static_cast<std::byte>(byte));
  }
  RecordBatchHeader header;
  header.batch_length = static_cast<std::int32_t>(data.size() - kBatchLengthEnd);
  header.record_count = 1;
  write_batch_header(data, header);
  auto reader = RecordReader::open(data, 1 << 20);
  ASSERT_TRUE(reader.ok());
  const AllocationMeter meter;
  Record record;
  EXPECT_TRUE(reader->next(record).failed_with(ErrorCode::kInvalid));
  EXPECT_LE(meter.total(), 4096u);
}

}  // namespace
}  // namespace ringfence::kafka
