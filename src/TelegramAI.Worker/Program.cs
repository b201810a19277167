using TelegramAI.Worker.Confinement;
using TelegramAI.Worker.Health;
using TelegramAI.Worker.Startup;

if (ConfinedProgram.Find() is { } program)
    return ConfinedProgram.Become(program, args);

return args is ["--health"] ? await HealthCall.RunAsync() : await WorkerHost.RunAsync(args);
