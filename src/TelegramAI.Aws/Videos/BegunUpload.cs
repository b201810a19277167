namespace TelegramAI.Aws.Videos;

/// <summary>An upload in parts, as S3 knows it.</summary>
/// <param name="Bucket">Where the object will be.</param>
/// <param name="Key">The object's key.</param>
/// <param name="Id">What S3 gave it when it began.</param>
internal sealed record BegunUpload(string Bucket, string Key, string Id);
