// The rights that the bucket probe needs, and what it cannot see: printed, and kept with every
// item.
#pragma once

#include <array>
#include <string_view>

namespace ringfence::review::bucket {

// An identity policy. Replace BUCKET. Nothing in it writes or reads the content of an object; the
// write trials (--try-writes) use an identity of their own.
inline constexpr std::string_view kBucketPolicyText = R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadBucketSettings",
      "Effect": "Allow",
      "Action": [
        "s3:GetBucketLocation",
        "s3:GetBucketPolicy",
        "s3:GetBucketPolicyStatus",
        "s3:GetBucketPublicAccessBlock",
        "s3:GetBucketAcl",
        "s3:GetEncryptionConfiguration",
        "s3:GetBucketVersioning",
        "s3:GetLifecycleConfiguration",
        "s3:GetBucketObjectLockConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:GetBucketLogging",
        "s3:GetInventoryConfiguration",
        "s3:ListBucket",
        "s3:ListBucketVersions",
        "s3:ListBucketMultipartUploads"
      ],
      "Resource": "arn:aws:s3:::BUCKET"
    },
    {
      "Sid": "LookAtObjects",
      "Effect": "Allow",
      "Action": [
        "s3:GetObject",
        "s3:GetObjectVersion",
        "s3:GetObjectTagging",
        "s3:GetObjectVersionTagging"
      ],
      "Resource": "arn:aws:s3:::BUCKET/*"
    },
    {
      "Sid": "NeverWrite",
      "Effect": "Deny",
      "NotAction": ["s3:Get*", "s3:List*"],
      "Resource": "*"
    }
  ]
}
)";

inline constexpr std::array<std::string_view, 8> kCannotSee = {
    "policies of the organisation, of roles, sessions and VPC endpoints, and of the key: only the "
    "bucket policy is judged",
    "copies outside of the bucket's settings: backup plans, snapshots, exports, downloads",
    "the content of objects: only names, sizes, headers and tags are read (a HEAD request needs "
    "the right to read; no body is requested)",
    "the account that owns a target of access logs, which the setting does not name",
    "whether the provider deleted the bytes behind a version that is no longer listed",
    "what happened between two listings",
    "grants, rotation and policy of the key, which the key service tells",
    "other buckets of the account",
};

}  // namespace ringfence::review::bucket
