using System.Globalization;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace TelegramAI.Aws.Queue;

/// <summary>How many messages one SQS queue says it has, by the names that SQS has for them.</summary>
internal readonly record struct SqsCounts(int Visible, int InFlight, int Delayed)
{
    public static readonly IReadOnlyList<string> Attributes =
    [
        QueueAttributeName.ApproximateNumberOfMessages,
        QueueAttributeName.ApproximateNumberOfMessagesNotVisible,
        QueueAttributeName.ApproximateNumberOfMessagesDelayed,
    ];

    public int Total => Visible + InFlight + Delayed;

    public static SqsCounts Read(GetQueueAttributesResponse response)
    {
        return new SqsCounts(Number(Attributes[0]), Number(Attributes[1]), Number(Attributes[2]));

        int Number(string attribute) => int.Parse(response.Attributes[attribute], CultureInfo.InvariantCulture);
    }
}
