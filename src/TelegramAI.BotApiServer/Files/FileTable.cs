using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using TelegramAI.BotApiServer.Storage;

namespace TelegramAI.BotApiServer.Files;

/// <summary>A video, as the Bot API sends it.</summary>
public sealed record Video
{
    public required string FileId { get; init; }

    public required string FileUniqueId { get; init; }

    /// <summary>In pixels.</summary>
    public required int Width { get; init; }

    /// <summary>In pixels.</summary>
    public required int Height { get; init; }

    /// <summary>In seconds.</summary>
    public required int Duration { get; init; }

    public string? FileName { get; init; }

    public string? MimeType { get; init; }

    public long? FileSize { get; init; }
}

/// <summary>A stored file: what is said of it, and its name in the folder of files.</summary>
internal sealed record StoredFile(string Name, Video Video);

/// <summary>The files that were sent once and can be sent again by their id.</summary>
internal static class FileTable
{
    public static StoredFile? FindFile(this ChatTransaction transaction, string fileId) =>
        transaction.Query("SELECT * FROM files WHERE file_id = $id", Read, ("$id", fileId)).SingleOrDefault();

    public static StoredFile? FindFileByName(this ChatTransaction transaction, string name) =>
        transaction.Query("SELECT * FROM files WHERE name = $name", Read, ("$name", name)).SingleOrDefault();

    public static IReadOnlySet<string> FileNames(this ChatTransaction transaction) =>
        transaction.Query("SELECT name FROM files", row => row.GetString(0)).ToHashSet(StringComparer.Ordinal);

    public static void AddFile(this ChatTransaction transaction, StoredFile file, DateTimeOffset now) =>
        transaction.Execute(
            "INSERT INTO files VALUES ($id, $unique, $name, $bytes, $fileName, $mime, $width, $height, $duration, $now)",
            ("$id", file.Video.FileId),
            ("$unique", file.Video.FileUniqueId),
            ("$name", file.Name),
            ("$bytes", file.Video.FileSize),
            ("$fileName", file.Video.FileName),
            ("$mime", file.Video.MimeType),
            ("$width", file.Video.Width),
            ("$height", file.Video.Height),
            ("$duration", file.Video.Duration),
            ("$now", now.ToUnixTimeSeconds()));

    /// <summary>Forgets the files from before a moment that no message shows.</summary>
    /// <returns>Their names in the folder of files.</returns>
    public static IReadOnlyList<string> TakeUnusedFiles(this ChatTransaction transaction, DateTimeOffset before) =>
        transaction.Query(
            """
            DELETE FROM files WHERE added_at < $before AND file_id NOT IN (
                SELECT json_extract(json, '$.video.file_id') FROM messages WHERE json_extract(json, '$.video.file_id') IS NOT NULL)
            RETURNING name
            """,
            row => row.GetString(0),
            ("$before", before.ToUnixTimeSeconds()));

    /// <summary>A new stored file of an upload, with an id that nobody can guess.</summary>
    public static StoredFile Name(Upload upload, int width, int height, int duration)
    {
        var unique = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return new StoredFile(
            $"video_{unique}.mp4",
            new Video
            {
                FileId = $"BAAC{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20))}",
                FileUniqueId = unique,
                Width = width,
                Height = height,
                Duration = duration,
                FileName = upload.FileName,
                MimeType = upload.MimeType,
                FileSize = upload.Bytes,
            });
    }

    private static StoredFile Read(SqliteDataReader row) => new(
        row.GetString(row.GetOrdinal("name")),
        new Video
        {
            FileId = row.GetString(row.GetOrdinal("file_id")),
            FileUniqueId = row.GetString(row.GetOrdinal("unique_id")),
            FileSize = row.GetInt64(row.GetOrdinal("bytes")),
            FileName = row.IsDBNull(row.GetOrdinal("file_name")) ? null : row.GetString(row.GetOrdinal("file_name")),
            MimeType = row.GetString(row.GetOrdinal("mime_type")),
            Width = row.GetInt32(row.GetOrdinal("width")),
            Height = row.GetInt32(row.GetOrdinal("height")),
            Duration = row.GetInt32(row.GetOrdinal("duration")),
        });
}
