using TelegramAI.Worker.Health;
using TelegramAI.Worker.Startup;

return args is ["--health"] ? await HealthCall.RunAsync() : await WorkerHost.RunAsync(args);
