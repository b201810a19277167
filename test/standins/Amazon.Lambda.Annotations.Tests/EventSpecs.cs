namespace Amazon.Lambda.Annotations.Tests;

public class EventSpecs
{
    private const string Respond = "public Task<APIGatewayHttpApiV2ProxyResponse> Run(APIGatewayHttpApiV2ProxyRequest r) => null!;";

    [Fact]
    public void A_schedule_is_named_after_its_letters_and_digits()
    {
        using var project = new GeneratedProject();
        Build(project, "[ScheduleEvent(\"rate(3 minutes)\")] public void Run(ScheduledEvent e) { }");
        Assert.Equal("""{"rate3minutes":{"Type":"Schedule","Properties":{"Schedule":"rate(3 minutes)"}}}""", Events(project));
        Assert.Equal(
            """{"Tool":"Amazon.Lambda.Annotations","SyncedEvents":["rate3minutes"],"SyncedEventProperties":{"rate3minutes":["Schedule"]}}""",
            Metadata(project));
    }

    [Fact]
    public void A_schedule_has_what_its_attribute_gives()
    {
        using var project = new GeneratedProject();
        Build(project, "[ScheduleEvent(\"cron(0 0 * * ? *)\", ResourceName = \"Night\", Description = \"d\", Input = \"{}\", Enabled = false)] public void Run(ScheduledEvent e) { }");
        Assert.Equal(
            """{"Night":{"Type":"Schedule","Properties":{"Schedule":"cron(0 0 * * ? *)","Description":"d","Input":"{}","Enabled":false}}}""",
            Events(project));
    }

    [Fact]
    public void A_queue_is_set_last_as_the_published_generator_ends_up_with()
    {
        using var project = new GeneratedProject();
        const string Member = "[SQSEvent(\"@Letters\", BatchSize = 10)] public SQSBatchResponse Run(SQSEvent e) => null!;";
        Build(project, Member);
        var first = project.TemplateText;
        Assert.Equal(
            """{"Letters":{"Type":"SQS","Properties":{"BatchSize":10,"FunctionResponseTypes":["ReportBatchItemFailures"],"Queue":{"Fn::GetAtt":["Letters","Arn"]}}}}""",
            Events(project));
        Assert.Equal(
            """{"Tool":"Amazon.Lambda.Annotations","SyncedEvents":["Letters"],"SyncedEventProperties":{"Letters":["Queue.Fn::GetAtt","BatchSize","FunctionResponseTypes"]}}""",
            Metadata(project));
        Build(project, Member);
        Assert.Equal(first, project.TemplateText);
    }

    [Fact]
    public void A_queue_has_what_its_attribute_gives()
    {
        using var project = new GeneratedProject();
        Build(
            project,
            "[SQSEvent(\"arn:aws:sqs:eu-central-1:1:the-queue\", Enabled = false, Filters = \"{a}; {b}\", MaximumBatchingWindowInSeconds = 5, MaximumConcurrency = 7)] public Task Run(SQSEvent e) => null!;");
        Assert.Equal(
            """{"thequeue":{"Type":"SQS","Properties":{"Enabled":false,"FilterCriteria":{"Filters":[{"Pattern":"{a}"},{"Pattern":"{b}"}]},"MaximumBatchingWindowInSeconds":5,"ScalingConfig":{"MaximumConcurrency":7},"Queue":"arn:aws:sqs:eu-central-1:1:the-queue"}}}""",
            Events(project));
    }

    [Fact]
    public void A_queue_that_is_a_parameter_is_referred_to()
    {
        using var project = new GeneratedProject();
        project.Write("src/App/serverless.template", """{ "Parameters": { "Given": { "Type": "String" } } }""");
        Build(project, "[SQSEvent(\"@Given\")] public void Run(SQSEvent e) { }");
        Assert.Equal("""{"Given":{"Type":"SQS","Properties":{"Queue":{"Ref":"Given"}}}}""", Events(project));
    }

    [Fact]
    public void Properties_go_when_the_attribute_gives_them_no_more_and_hand_written_ones_stay()
    {
        using var project = new GeneratedProject();
        Build(project, "[SQSEvent(\"@Letters\", BatchSize = 10, MaximumConcurrency = 7)] public void Run(SQSEvent e) { }");
        project.Write(
            "src/App/serverless.template",
            project.TemplateText.Replace("\"BatchSize\": 10,", "\"BatchSize\": 10, \"Mine\": true,", StringComparison.Ordinal));
        Build(project, "[SQSEvent(\"@Letters\")] public void Run(SQSEvent e) { }");
        Assert.Equal("""{"Letters":{"Type":"SQS","Properties":{"Mine":true,"Queue":{"Fn::GetAtt":["Letters","Arn"]}}}}""", Events(project));
    }

    [Fact]
    public void Events_go_with_their_attribute_and_hand_written_ones_stay()
    {
        using var project = new GeneratedProject();
        Build(project, "[ScheduleEvent(\"rate(3 minutes)\")] public void Run(ScheduledEvent e) { }");
        project.Write(
            "src/App/serverless.template",
            project.TemplateText.Replace("\"Events\": {", "\"Events\": { \"Hand\": { \"Type\": \"S3\" },", StringComparison.Ordinal));
        Build(project, "public void Run() { }");
        Assert.Equal("""{"Hand":{"Type":"S3"}}""", Events(project));
        Assert.Equal("""{"Tool":"Amazon.Lambda.Annotations"}""", Metadata(project));
    }

    [Fact]
    public void A_url_has_the_rules_for_browsers_that_its_attribute_gives_now()
    {
        using var project = new GeneratedProject();
        Build(project, "[FunctionUrl(AuthType = FunctionUrlAuthType.AWS_IAM, AllowOrigins = new[] { \"*\" }, AllowMethods = new[] { LambdaHttpMethod.Any, LambdaHttpMethod.Get }, AllowHeaders = new[] { \"a\" }, ExposeHeaders = new[] { \"b\" }, AllowCredentials = true, MaxAge = 9)] " + Respond);
        Assert.Equal(
            """{"AuthType":"AWS_IAM","Cors":{"AllowOrigins":["*"],"AllowMethods":["*","GET"],"AllowHeaders":["a"],"ExposeHeaders":["b"],"AllowCredentials":true,"MaxAge":9}}""",
            Url(project));
        Build(project, "[FunctionUrl] " + Respond);
        Assert.Equal("""{"AuthType":"NONE"}""", Url(project));
    }

    [Fact]
    public void A_url_goes_with_its_attribute_but_a_hand_written_one_stays()
    {
        using var project = new GeneratedProject();
        Build(project, "[FunctionUrl] " + Respond);
        Build(project, "public void Run() { }");
        Assert.Null(Url(project));
        Assert.Equal("""{"Tool":"Amazon.Lambda.Annotations"}""", Metadata(project));

        project.Write(
            "src/App/serverless.template",
            project.TemplateText.Replace("\"PackageType\"", "\"FunctionUrlConfig\": { \"AuthType\": \"NONE\" }, \"PackageType\"", StringComparison.Ordinal));
        Build(project, "public void Run() { }");
        Assert.Equal("""{"AuthType":"NONE"}""", Url(project));
    }

    [Fact]
    public void A_route_is_named_after_its_method()
    {
        using var project = new GeneratedProject();
        Build(project, "[HttpApi(LambdaHttpMethod.Post, \"/orders\")] " + Respond);
        Assert.Equal("""{"RootPost":{"Type":"HttpApi","Properties":{"Path":"/orders","Method":"POST"}}}""", Events(project));
    }

    private static string? Events(GeneratedProject project) => project.Resource("Run")["Properties"]!["Events"]?.ToJsonString(GeneratedProject.Readable);

    private static string? Url(GeneratedProject project) => project.Resource("Run")["Properties"]!["FunctionUrlConfig"]?.ToJsonString(GeneratedProject.Readable);

    private static string? Metadata(GeneratedProject project) => project.Resource("Run")["Metadata"]?.ToJsonString(GeneratedProject.Readable);

    private static void Build(GeneratedProject project, string member) =>
        Assert.Empty(project.Build($"public class Functions {{ [LambdaFunction(ResourceName = \"Run\")] {member} }}").Faults);
}
