using System.Text.Json.Serialization;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Annotations.APIGateway;
using Amazon.Lambda.Annotations.Schedule;
using Amazon.Lambda.Annotations.SQS;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Microsoft.Extensions.DependencyInjection;

[assembly: LambdaGlobalProperties(GenerateMain = true, Runtime = "provided.al2023")]
[assembly: LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<Sample.SampleJson>))]

namespace Sample;

/// <summary>
/// Functions of each shape that the published generator can write too: where nullable references and documentation are checked, as here, it
/// can't for one with a nullable reference in its signature or with a parameter from the services, nor for one from a stream to a stream.
/// </summary>
public class Functions(Greeting greeting)
{
    /// <summary>Answers a request.</summary>
    [LambdaFunction(ResourceName = "Bot", MemorySize = 512, Timeout = 30, Role = "@BotRole")]
    [FunctionUrl(AuthType = FunctionUrlAuthType.NONE)]
    public Task<APIGatewayHttpApiV2ProxyResponse> Answer(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context) =>
        Task.FromResult(new APIGatewayHttpApiV2ProxyResponse { StatusCode = 200, Body = $"{greeting.Words} {request.Body}" });

    /// <summary>Runs by the clock.</summary>
    [LambdaFunction(ResourceName = "Clock", MemorySize = 256, Timeout = 60)]
    [ScheduleEvent("rate(3 minutes)")]
    public async Task Tick(ScheduledEvent tick, ILambdaContext context)
    {
        await Task.Yield();
        Console.WriteLine($"tick {tick.Id}");
    }

    /// <summary>Takes messages.</summary>
    [LambdaFunction(ResourceName = "Letters")]
    [SQSEvent("@DeadLetterQueue", BatchSize = 10)]
    public SQSBatchResponse Take(SQSEvent letters)
    {
        Console.WriteLine($"{letters.Records.Count} letters");
        return new SQSBatchResponse();
    }

    /// <summary>Turns one thing into another.</summary>
    [LambdaFunction(ResourceName = "Plain")]
    public async Task<Answer> Turn(Question question)
    {
        await Task.Yield();
        return new Answer($"{greeting.Words} {question.Text}");
    }

    /// <summary>Takes nothing and gives nothing.</summary>
    [LambdaFunction(ResourceName = "Silent")]
    public void Nothing() => Console.WriteLine(greeting.Words);

    /// <summary>Answers through HttpResults.</summary>
    [LambdaFunction(ResourceName = "Health")]
    [HttpApi(LambdaHttpMethod.Get, "/health")]
    public IHttpResult Health() => HttpResults.Ok("well").AddHeader("Cache-Control", "no-store");
}

/// <summary>A service.</summary>
public sealed record Greeting(string Words);

/// <summary>An input.</summary>
public sealed record Question(string? Text);

/// <summary>An output.</summary>
public sealed record Answer(string Text);

/// <summary>Fills the container.</summary>
[LambdaStartup]
public class Startup
{
    /// <summary>Adds the services.</summary>
    public void ConfigureServices(IServiceCollection services) => services.AddSingleton(new Greeting("Hello"));
}

/// <summary>Reads and writes without reflection.</summary>
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
[JsonSerializable(typeof(ScheduledEvent))]
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(Answer))]
public sealed partial class SampleJson : JsonSerializerContext;
