using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.SQSEvents;

/// <summary>Which messages of a batch have failed and are to come again. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html</summary>
[DataContract]
public class SQSBatchResponse
{
    public SQSBatchResponse()
        : this([])
    {
    }

    public SQSBatchResponse(List<BatchItemFailure> batchItemFailures) => BatchItemFailures = batchItemFailures;

    [DataMember(Name = "batchItemFailures")]
    [JsonPropertyName("batchItemFailures")]
    public List<BatchItemFailure> BatchItemFailures { get; set; }

    [DataContract]
    public class BatchItemFailure
    {
        [DataMember(Name = "itemIdentifier")]
        [JsonPropertyName("itemIdentifier")]
        public string ItemIdentifier { get; set; }
    }
}
