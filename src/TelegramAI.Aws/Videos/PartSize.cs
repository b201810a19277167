namespace TelegramAI.Aws.Videos;

/// <summary>
/// How large each part of an upload is. S3 takes 10,000 parts of 5 MiB at least, and nobody knows at the first how many bytes will come, so
/// parts grow: they stay small for all that fits into a chat, and reach 546 GiB. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
/// </summary>
internal static class PartSize
{
    /// <summary>The most parts that S3 takes.</summary>
    public const int MostParts = 10_000;

    /// <summary>What all parts of most videos have.</summary>
    public const int Smallest = 16 * 1024 * 1024;

    private const int Largest = 64 * 1024 * 1024;
    private const int PartsOfOneSize = 1000;

    /// <param name="number">The part's number, from 1.</param>
    public static int Of(int number) => (int)Math.Min(Largest, (long)Smallest << Math.Min((number - 1) / PartsOfOneSize, 8));
}
