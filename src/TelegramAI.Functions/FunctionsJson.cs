using System.Text.Json.Serialization;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.CloudWatchEvents.ScheduledEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using TelegramAI.Functions;
using TelegramAI.Functions.Alarms;
using TelegramAI.Functions.Registration;

[assembly: LambdaGlobalProperties(GenerateMain = true, Runtime = "provided.al2023")]
[assembly: LambdaSerializer(typeof(SourceGeneratorLambdaJsonSerializer<FunctionsJson>))]

namespace TelegramAI.Functions;

/// <summary>The events that the functions read and the answers that they give.</summary>
[JsonSerializable(typeof(AlarmNotification))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyRequest))]
[JsonSerializable(typeof(APIGatewayHttpApiV2ProxyResponse))]
[JsonSerializable(typeof(ScheduledEvent))]
[JsonSerializable(typeof(SQSEvent))]
[JsonSerializable(typeof(SQSBatchResponse))]
[JsonSerializable(typeof(StackRequest))]
public sealed partial class FunctionsJson : JsonSerializerContext;
