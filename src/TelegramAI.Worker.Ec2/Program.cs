using TelegramAI.Worker.Ec2.Health;
using TelegramAI.Worker.Ec2.Startup;

return args is ["--health"] ? await HealthCall.RunAsync() : await WorkerHost.RunAsync(args);
