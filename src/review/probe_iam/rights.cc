#include "review/probe_iam/rights.h"

namespace ringfence::review::iam {

const Actions& read_actions() {
  static const Actions kActions = {"s3:GetObject", "s3:GetObjectVersion",
                                   "s3:GetObjectVersionForReplication"};
  return kActions;
}

const Actions& write_actions() {
  static const Actions kActions = {"s3:PutObject", "s3:ReplicateObject"};
  return kActions;
}

const Actions& delete_actions() {
  static const Actions kActions = {"s3:DeleteObject", "s3:DeleteObjectVersion",
                                   "s3:ReplicateDelete"};
  return kActions;
}

const Actions& list_actions() {
  static const Actions kActions = {"s3:ListBucket", "s3:ListBucketVersions",
                                   "s3:ListBucketMultipartUploads", "s3:GetInventoryConfiguration"};
  return kActions;
}

const Actions& bucket_settings() {
  static const Actions kActions = {
      "s3:PutBucketPolicy",
      "s3:DeleteBucketPolicy",
      "s3:PutBucketAcl",
      "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketOwnershipControls",
      "s3:PutEncryptionConfiguration",
      "s3:PutLifecycleConfiguration",
      "s3:PutReplicationConfiguration",
      "s3:PutBucketVersioning",
      "s3:PutBucketObjectLockConfiguration",
      "s3:PutInventoryConfiguration",
      "s3:PutBucketLogging",
      "s3:PutBucketNotification",
      "s3:DeleteBucket",
  };
  return kActions;
}

const Actions& object_settings() {
  static const Actions kActions = {"s3:PutObjectAcl", "s3:PutObjectVersionAcl",
                                   "s3:BypassGovernanceRetention", "s3:PutObjectRetention",
                                   "s3:PutObjectLegalHold"};
  return kActions;
}

const Actions& key_settings() {
  static const Actions kActions = {"kms:PutKeyPolicy",
                                   "kms:CreateGrant",
                                   "kms:ScheduleKeyDeletion",
                                   "kms:DisableKey",
                                   "kms:DeleteImportedKeyMaterial",
                                   "kms:ReplicateKey"};
  return kActions;
}

const Actions& identity_settings() {
  static const Actions kActions = {
      "iam:CreatePolicyVersion",
      "iam:SetDefaultPolicyVersion",
      "iam:AttachRolePolicy",
      "iam:AttachUserPolicy",
      "iam:AttachGroupPolicy",
      "iam:PutRolePolicy",
      "iam:PutUserPolicy",
      "iam:PutGroupPolicy",
      "iam:UpdateAssumeRolePolicy",
      "iam:CreateAccessKey",
      "iam:CreateLoginProfile",
      "iam:UpdateLoginProfile",
      "iam:AddUserToGroup",
      "iam:DeleteRolePermissionsBoundary",
      "iam:PutRolePermissionsBoundary",
      "iam:DeleteUserPermissionsBoundary",
      "iam:UpdateSAMLProvider",
      "iam:AddClientIDToOpenIDConnectProvider",
  };
  return kActions;
}

const Actions& run_with_role_actions() {
  static const Actions kActions = {
      "lambda:CreateFunction",
      "ec2:RunInstances",
      "ecs:RunTask",
      "ecs:CreateService",
      "cloudformation:CreateStack",
      "glue:CreateJob",
      "glue:CreateDevEndpoint",
      "codebuild:CreateProject",
      "sagemaker:CreateNotebookInstance",
      "states:CreateStateMachine",
      "datapipeline:CreatePipeline",
      "ssm:StartAutomationExecution",
      "autoscaling:CreateAutoScalingGroup",
  };
  return kActions;
}

const Actions& run_code_actions() {
  static const Actions kActions = {
      "lambda:UpdateFunctionCode",
      "lambda:UpdateFunctionConfiguration",
      "ssm:SendCommand",
      "ssm:StartSession",
      "ec2-instance-connect:SendSSHPublicKey",
      "ecs:ExecuteCommand",
      "ec2:ReplaceIamInstanceProfileAssociation",
      "ec2:ModifyInstanceAttribute",
      "eks:CreateAccessEntry",
  };
  return kActions;
}

const Actions& installation_actions() {
  static const Actions kActions = [] {
    Actions all = {
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:CreatePolicy",
        "iam:DeletePolicy",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:CreateUser",
        "iam:CreateInstanceProfile",
        "iam:PassRole",
        "iam:CreateServiceLinkedRole",
        "iam:CreateOpenIDConnectProvider",
        "s3:CreateBucket",
        "kms:CreateKey",
        "kms:CreateAlias",
        "kms:EnableKeyRotation",
        "ec2:CreateVpc",
        "ec2:CreateSubnet",
        "ec2:CreateSecurityGroup",
        "ec2:AuthorizeSecurityGroupIngress",
        "ec2:CreateVpcEndpoint",
        "ec2:CreateLaunchTemplate",
        "ec2:RunInstances",
        "ec2:TerminateInstances",
        "eks:CreateCluster",
        "eks:DeleteCluster",
        "autoscaling:CreateAutoScalingGroup",
        "autoscaling:DeleteAutoScalingGroup",
        "cloudformation:CreateStack",
        "cloudformation:UpdateStack",
        "lambda:CreateFunction",
        "route53:ChangeResourceRecordSets",
        "secretsmanager:CreateSecret",
    };
    for (const Actions* more : {&bucket_settings(), &key_settings(), &identity_settings()}) {
      all.insert(all.end(), more->begin(), more->end());
    }
    return all;
  }();
  return kActions;
}

const Actions& known_actions() {
  static const Actions kActions = [] {
    Actions all = {"kms:Decrypt",
                   "kms:GenerateDataKey",
                   "kms:Encrypt",
                   "sts:AssumeRole",
                   "s3:AbortMultipartUpload",
                   "s3:ListAllMyBuckets",
                   "s3:GetBucketPolicy",
                   "s3:GetEncryptionConfiguration",
                   "ec2:DescribeInstances",
                   "secretsmanager:GetSecretValue",
                   "ssm:GetParameter",
                   "logs:PutLogEvents",
                   "cloudwatch:PutMetricData",
                   "cloudtrail:StopLogging"};
    for (const Actions* more :
         {&read_actions(), &write_actions(), &delete_actions(), &list_actions(), &object_settings(),
          &run_with_role_actions(), &run_code_actions(), &installation_actions()}) {
      all.insert(all.end(), more->begin(), more->end());
    }
    return all;
  }();
  return kActions;
}

std::string_view in_plain_words(std::string_view action) {
  struct Words {
    std::string_view action, words;
  };
  static constexpr Words kWords[] = {
      {"s3:GetObject", "read an object"},
      {"s3:GetObjectVersion", "read old versions of an object"},
      {"s3:GetObjectVersionForReplication", "read an object to copy it elsewhere"},
      {"s3:PutObject", "create or replace an object"},
      {"s3:ReplicateObject", "write copies of objects"},
      {"s3:DeleteObject", "delete an object"},
      {"s3:DeleteObjectVersion", "delete versions of an object for good"},
      {"s3:ReplicateDelete", "copy deletions"},
      {"s3:ListBucket", "list the names of objects"},
      {"s3:ListBucketVersions", "list the names of all versions"},
      {"s3:PutBucketPolicy", "change who may use the bucket"},
      {"s3:DeleteBucketPolicy", "remove the bucket's policy"},
      {"s3:PutBucketAcl", "change the bucket's access list"},
      {"s3:PutEncryptionConfiguration", "change the bucket's encryption"},
      {"s3:PutLifecycleConfiguration", "change when objects are deleted"},
      {"s3:PutReplicationConfiguration", "have all objects copied elsewhere"},
      {"s3:PutBucketVersioning", "switch versions off"},
      {"s3:PutObjectAcl", "change an object's access list"},
      {"kms:Decrypt", "open what the key closed"},
      {"kms:PutKeyPolicy", "change who may use the key"},
      {"kms:CreateGrant", "hand the key's use to others"},
      {"kms:ScheduleKeyDeletion", "have the key destroyed"},
      {"kms:DisableKey", "switch the key off"},
      {"sts:AssumeRole", "take up the role"},
      {"sts:AssumeRoleWithWebIdentity", "take up the role by a token"},
      {"sts:AssumeRoleWithSAML", "take up the role by a sign-in"},
      {"iam:PassRole", "hand a role to a service"},
      {"iam:CreatePolicyVersion", "rewrite policies"},
      {"iam:PutRolePolicy", "give roles more rights"},
      {"iam:AttachRolePolicy", "give roles more rights"},
      {"iam:UpdateAssumeRolePolicy", "change who may take up a role"},
      {"iam:CreateAccessKey", "make keys of other users"},
  };
  for (const Words& one : kWords) {
    if (one.action == action) return one.words;
  }
  return {};
}

Actions actions_of_word(std::string_view word) {
  if (word == "read") {
    return {"s3:GetObject*", "kms:Decrypt", "kms:DescribeKey"};
  }
  if (word == "write") {
    return {"s3:PutObject",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts",
            "kms:GenerateDataKey*",
            "kms:Encrypt",
            "kms:ReEncrypt*",
            "kms:DescribeKey",
            "kms:Decrypt"};
  }
  if (word == "delete") return {"s3:DeleteObject*", "s3:AbortMultipartUpload"};
  if (word == "list") return {"s3:List*", "s3:GetBucketLocation", "s3:GetInventoryConfiguration"};
  if (word == "configure") {
    Actions all = bucket_settings();
    all.insert(all.end(), object_settings().begin(), object_settings().end());
    all.insert(all.end(), key_settings().begin(), key_settings().end());
    return all;
  }
  if (word == "administer") return {"*"};
  return {};
}

}  // namespace ringfence::review::iam
