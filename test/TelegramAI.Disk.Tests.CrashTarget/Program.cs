using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TelegramAI.Core.Videos;
using TelegramAI.Disk;
using TelegramAI.Disk.Documents;
using TelegramAI.Disk.Queue;
using TelegramAI.Disk.Videos;
// A process for the specs to kill: it writes without end, and prints a number each time that something was acknowledged to it.

var (what, path) = (args[0], args[1]);
switch (what)
{
    case "send":
        await using (var queue = SqliteQueue.Open(path, new SqliteQueueOptions(), TimeProvider.System, NullLogger<SqliteQueue>.Instance))
        {
            for (var number = 0; ; number++)
            {
                await queue.SendAsync($"{number}", chat: null);
                Console.WriteLine(number);
            }
        }

    case "count":
        var documents = new FolderDocuments(path, TimeProvider.System);
        for (var number = 0; ; number++)
        {
            var document = await documents.GetAsync("counter");
            await documents.PutAsync("counter", Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture).PadRight(5_000)), document?.Version);
            Console.WriteLine(number);
        }

    case "upload":
        var files = new FolderVideoFiles(path, new VideoLinks(LinkKey.Open($"{path}.key"), () => new Uri("http://localhost"), TimeProvider.System));
        for (var number = 0; ; number++)
        {
            await using var upload = await files.BeginAsync(new VideoKey(VideoId.Parse("dQw4w9WgXcQ"), new VideoFormat(number, "mp4")));
            for (var block = 0; block < 32; block++)
                await upload.Stream.WriteAsync(new byte[64 * 1024]);
            await upload.CommitAsync();
            Console.WriteLine(number);
        }

    case "hold":
        using (var data = DataFolder.Open(path))
        {
            Console.WriteLine(0);
            await Task.Delay(Timeout.Infinite);
        }

        return 0;

    default:
        return 1;
}
