namespace Amazon.Lambda.Annotations.SourceGenerator;

/// <summary>Full names of the types and assemblies that the generator looks for.</summary>
internal static class KnownNames
{
    public const string LambdaFunction = "Amazon.Lambda.Annotations.LambdaFunctionAttribute";
    public const string GlobalProperties = "Amazon.Lambda.Annotations.LambdaGlobalPropertiesAttribute";
    public const string Startup = "Amazon.Lambda.Annotations.LambdaStartupAttribute";
    public const string FromServices = "Amazon.Lambda.Annotations.FromServicesAttribute";
    public const string FunctionUrl = "Amazon.Lambda.Annotations.APIGateway.FunctionUrlAttribute";
    public const string HttpApi = "Amazon.Lambda.Annotations.APIGateway.HttpApiAttribute";
    public const string HttpResult = "Amazon.Lambda.Annotations.APIGateway.IHttpResult";
    public const string FromBody = "Amazon.Lambda.Annotations.APIGateway.FromBodyAttribute";
    public const string FromHeader = "Amazon.Lambda.Annotations.APIGateway.FromHeaderAttribute";
    public const string FromQuery = "Amazon.Lambda.Annotations.APIGateway.FromQueryAttribute";
    public const string FromRoute = "Amazon.Lambda.Annotations.APIGateway.FromRouteAttribute";
    public const string ScheduleEvent = "Amazon.Lambda.Annotations.Schedule.ScheduleEventAttribute";
    public const string SqsEvent = "Amazon.Lambda.Annotations.SQS.SQSEventAttribute";

    public const string LambdaSerializer = "Amazon.Lambda.Core.LambdaSerializerAttribute";
    public const string LambdaContext = "Amazon.Lambda.Core.ILambdaContext";
    public const string Bootstrap = "Amazon.Lambda.RuntimeSupport.LambdaBootstrapBuilder";
    public const string HttpRequest = "Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyRequest";
    public const string HttpResponse = "Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyResponse";
    public const string ScheduledEventType = "Amazon.Lambda.CloudWatchEvents.ScheduledEvents.ScheduledEvent";
    public const string SqsEventType = "Amazon.Lambda.SQSEvents.SQSEvent";
    public const string SqsBatchResponse = "Amazon.Lambda.SQSEvents.SQSBatchResponse";
    public const string ServiceProvider = "Microsoft.Extensions.DependencyInjection.ServiceProvider";
}
