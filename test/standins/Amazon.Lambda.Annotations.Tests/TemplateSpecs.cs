using System.Text.Json.Nodes;

namespace Amazon.Lambda.Annotations.Tests;

public class TemplateSpecs
{
    private const string Empty = "{ \"Resources\": {} }";

    [Fact]
    public void A_new_function_gets_the_defaults_and_the_form_of_the_published_generator()
    {
        using var project = new GeneratedProject();
        Build(project, "[LambdaFunction(ResourceName = \"Url\"), FunctionUrl] public Task<APIGatewayHttpApiV2ProxyResponse> Run(APIGatewayHttpApiV2ProxyRequest r) => null!;");
        Assert.Equal(
            """
            {
              "AWSTemplateFormatVersion": "2010-09-09",
              "Transform": "AWS::Serverless-2016-10-31",
              "Description": "This template is partially managed by Amazon.Lambda.Annotations (v2.3.0.0).",
              "Resources": {
                "Url": {
                  "Type": "AWS::Serverless::Function",
                  "Metadata": {
                    "Tool": "Amazon.Lambda.Annotations",
                    "SyncedFunctionUrlConfig": true
                  },
                  "Properties": {
                    "Runtime": "dotnet10",
                    "CodeUri": ".",
                    "MemorySize": 512,
                    "Timeout": 30,
                    "Policies": [
                      "AWSLambdaBasicExecutionRole"
                    ],
                    "PackageType": "Zip",
                    "Handler": "App::Shop.Functions_Run_Generated::Run",
                    "FunctionUrlConfig": {
                      "AuthType": "NONE"
                    }
                  }
                }
              }
            }
            """,
            project.TemplateText);
    }

    [Fact]
    public void A_function_without_a_resource_name_is_named_after_its_handler()
    {
        using var project = new GeneratedProject();
        Build(project, "[LambdaFunction] public void Run() { }");
        Assert.NotNull(project.Resource("ShopFunctionsRunGenerated"));
    }

    [Fact]
    public void A_build_without_changes_does_not_write_the_file()
    {
        using var project = new GeneratedProject();
        Build(project, "[LambdaFunction] public void Run() { }");
        var template = new FileInfo(project.Path("src/App/serverless.template")) { IsReadOnly = true, LastWriteTimeUtc = DateTime.UnixEpoch };
        Build(project, "[LambdaFunction] public void Run() { }");
        template.Refresh();
        Assert.Equal(DateTime.UnixEpoch, template.LastWriteTimeUtc);
        template.IsReadOnly = false;
    }

    [Fact]
    public void What_is_written_by_hand_survives_and_what_the_attributes_say_is_overwritten()
    {
        using var project = new GeneratedProject();
        project.Write("src/App/serverless.template", """
            {
              "Parameters": { "Size": { "Type": "Number", "Default": 1.50 } },
              "Conditions": { "C": { "Fn::Equals": [ "a", "b" ] } },
              "Globals": { "Function": { "Tags": { "a": "ü" } } },
              "Resources": {
                "Mine": { "Type": "AWS::Serverless::Function", "Properties": { "Runtime": "python3.13" } },
                "Table": { "Type": "AWS::DynamoDB::Table" },
                "Run": {
                  "Type": "AWS::Serverless::Function",
                  "DependsOn": "Table",
                  "Condition": "C",
                  "Metadata": { "Tool": "Amazon.Lambda.Annotations", "BuildMethod": "makefile" },
                  "Properties": {
                    "FunctionName": "run",
                    "Description": "Runs",
                    "ReservedConcurrentExecutions": 3,
                    "PackageType": "Image",
                    "ImageUri": "x",
                    "ImageConfig": {},
                    "CodeUri": "elsewhere",
                    "Handler": "old",
                    "Runtime": "dotnet6",
                    "Timeout": 7,
                    "MemorySize": 1024,
                    "Policies": [ "Mine" ],
                    "Environment": { "Variables": { "A": "1" } },
                    "Events": { "Hand": { "Type": "S3" } }
                  }
                }
              },
              "Outputs": { "O": { "Value": { "Ref": "Run" } } }
            }
            """);
        Build(project, "[LambdaFunction(ResourceName = \"Run\", Timeout = 30)] public void Run() { }");

        var expected = JsonNode.Parse("""
            {
              "Parameters": { "Size": { "Type": "Number", "Default": 1.50 } },
              "Conditions": { "C": { "Fn::Equals": [ "a", "b" ] } },
              "Globals": { "Function": { "Tags": { "a": "ü" } } },
              "Resources": {
                "Mine": { "Type": "AWS::Serverless::Function", "Properties": { "Runtime": "python3.13" } },
                "Table": { "Type": "AWS::DynamoDB::Table" },
                "Run": {
                  "Type": "AWS::Serverless::Function",
                  "DependsOn": "Table",
                  "Condition": "C",
                  "Metadata": { "Tool": "Amazon.Lambda.Annotations", "BuildMethod": "makefile" },
                  "Properties": {
                    "FunctionName": "run",
                    "Description": "Runs",
                    "ReservedConcurrentExecutions": 3,
                    "PackageType": "Zip",
                    "CodeUri": ".",
                    "Handler": "App::Shop.Functions_Run_Generated::Run",
                    "Runtime": "dotnet10",
                    "Timeout": 30,
                    "MemorySize": 1024,
                    "Policies": [ "Mine" ],
                    "Environment": { "Variables": { "A": "1" } },
                    "Events": { "Hand": { "Type": "S3" } }
                  }
                }
              },
              "Outputs": { "O": { "Value": { "Ref": "Run" } } },
              "Description": "This template is partially managed by Amazon.Lambda.Annotations (v2.3.0.0)."
            }
            """);
        Assert.Equal($"{expected}", $"{project.Template}");
        Assert.Contains("\"Default\": 1.50", project.TemplateText, StringComparison.Ordinal);
        Assert.Contains("\"a\": \"ü\"", project.TemplateText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resource_of_somebody_else_is_left_alone_even_with_a_functions_name()
    {
        using var project = new GeneratedProject();
        project.Write("src/App/serverless.template", """{ "Resources": { "Run": { "Type": "AWS::Serverless::Function", "Properties": { "Handler": "mine" } } } }""");
        Build(project, "[LambdaFunction(ResourceName = \"Run\")] public void Run() { }");
        Assert.Equal("""{"Type":"AWS::Serverless::Function","Properties":{"Handler":"mine"}}""", project.Resource("Run").ToJsonString());
    }

    [Fact]
    public void A_function_whose_method_is_gone_is_removed()
    {
        using var project = new GeneratedProject();
        Build(project, "[LambdaFunction(ResourceName = \"A\")] public void One() { } [LambdaFunction(ResourceName = \"B\")] public void Two() { }");
        Build(project, "[LambdaFunction(ResourceName = \"B\")] public void Two() { }");
        Assert.Equal(["B"], project.Template["Resources"]!.AsObject().Select(resource => resource.Key));
        Build(project, "");
        Assert.Empty(project.Template["Resources"]!.AsObject());
    }

    [Fact]
    public void Source_that_does_not_parse_changes_nothing_but_source_that_does_not_compile_does()
    {
        using var project = new GeneratedProject();
        Build(project, "[LambdaFunction(ResourceName = \"A\")] public void One() { }");
        var before = project.TemplateText;
        Build(project, "[LambdaFunction(ResourceName = \"B\")] public void One() { ");
        Assert.Equal(before, project.TemplateText);
        Build(project, "[LambdaFunction(ResourceName = \"B\")] public void One() { Missing(); }");
        Assert.NotNull(project.Resource("B"));
    }

    [Fact]
    public void A_project_without_functions_gets_no_template()
    {
        using var project = new GeneratedProject();
        Build(project, "");
        Assert.False(File.Exists(project.Path("src/App/serverless.template")));
    }

    [Theory]
    [InlineData("Role = \"arn:aws:iam::1:role/r\"", "{\"Role\":\"arn:aws:iam::1:role/r\"}")]
    [InlineData("Role = \"@Given\"", "{\"Role\":{\"Ref\":\"Given\"}}")]
    [InlineData("Role = \"@Own\"", "{\"Role\":{\"Fn::GetAtt\":[\"Own\",\"Arn\"]}}")]
    [InlineData("Policies = \"One, @Own\"", "{\"Policies\":[\"One\",{\"Ref\":\"Own\"}]}")]
    [InlineData("Role = \"@Own\", Policies = \"One\"", "{\"Policies\":[\"One\"]}")]
    [InlineData("Timeout = 5", "{\"Policies\":[\"AWSLambdaBasicExecutionRole\"]}")]
    public void A_role_replaces_the_policies_and_policies_the_role(string attribute, string expected)
    {
        using var project = new GeneratedProject();
        project.Write("src/App/serverless.template", """{ "Parameters": { "Given": { "Type": "String" } }, "Resources": { "Own": { "Type": "AWS::IAM::Role" } } }""");
        Build(project, $"[LambdaFunction(ResourceName = \"Run\", {attribute})] public void Run() {{ }}");
        var properties = project.Resource("Run")["Properties"]!.AsObject();
        var permissions = new JsonObject(properties.Where(property => property.Key is "Role" or "Policies").Select(property => new KeyValuePair<string, JsonNode?>(property.Key, property.Value!.DeepClone())));
        Assert.Equal(expected, permissions.ToJsonString());
    }

    [Fact]
    public void An_image_has_its_command_in_place_of_a_handler()
    {
        using var project = new GeneratedProject();
        Build(project, "[LambdaFunction(ResourceName = \"Run\", PackageType = LambdaPackageType.Image)] public void Run() { }");
        Assert.Equal(
            """{"MemorySize":512,"Timeout":30,"Policies":["AWSLambdaBasicExecutionRole"],"PackageType":"Image","ImageUri":".","ImageConfig":{"Command":["App::Shop.Functions_Run_Generated::Run"]}}""",
            project.Resource("Run")["Properties"]!.ToJsonString());
    }

    [Fact]
    public void The_description_ends_with_the_generator_and_follows_its_version()
    {
        using var project = new GeneratedProject();
        project.Write("src/App/serverless.template", """{ "Description": "Shop.", "Resources": {} }""");
        Build(project, "");
        Assert.Equal("Shop. This template is partially managed by Amazon.Lambda.Annotations (v2.3.0.0).", Description(project));

        project.Write("src/App/serverless.template", project.TemplateText.Replace("v2.3.0.0", "v1.0.0.0", StringComparison.Ordinal));
        Build(project, "");
        Assert.Equal("Shop. This template is partially managed by Amazon.Lambda.Annotations (v2.3.0.0).", Description(project));

        project.Write("src/App/App.csproj", "<Project><PropertyGroup><AWSSuppressLambdaAnnotationsTelemetry>True</AWSSuppressLambdaAnnotationsTelemetry></PropertyGroup></Project>");
        Build(project, "");
        Assert.Equal("Shop.", Description(project));
    }

    [Fact]
    public void A_description_that_would_be_too_long_stays_as_it_is()
    {
        using var project = new GeneratedProject();
        var description = new string('x', 1000);
        project.Write("src/App/serverless.template", $$"""{ "Description": "{{description}}", "Resources": {} }""");
        Build(project, "");
        Assert.Equal(description, Description(project));
    }

    [Theory]
    [InlineData("{ \"Resources\": { \"A\": } }", "line 1, column 23")]
    [InlineData("{ \"Resources\": 1 }", "'Resources' is not an object")]
    [InlineData("Resources:\n  A: 1", "YAML")]
    public void A_template_that_can_not_be_read_is_an_error_and_stays_as_it_is(string content, string said)
    {
        using var project = new GeneratedProject();
        project.Write("src/App/serverless.template", content);
        var fault = Assert.Single(project.Build("public class Functions { [LambdaFunction] public void Run() { } }").Faults);
        Assert.Equal("AWSLambda0107", fault.Id);
        Assert.Contains(said, fault.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(content, project.TemplateText);
    }

    [Fact]
    public void Windows_line_ends_stay()
    {
        using var project = new GeneratedProject();
        project.Write("src/App/serverless.template", "{\r\n  \"Resources\": {}\r\n}");
        Build(project, "");
        Assert.DoesNotContain('\n', project.TemplateText.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.StartsWith("{\r\n  \"Resources\": {},\r\n  \"Description\"", project.TemplateText, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_template_is_filled()
    {
        using var project = new GeneratedProject();
        project.Write("src/App/serverless.template", "");
        Build(project, "");
        Assert.Equal("2010-09-09", (string?)project.Template["AWSTemplateFormatVersion"]);
    }

    [Fact]
    public void A_template_given_as_an_empty_object_is_only_described()
    {
        using var project = new GeneratedProject();
        project.Write("src/App/serverless.template", Empty);
        Build(project, "");
        Assert.Equal(["Resources", "Description"], project.Template.AsObject().Select(member => member.Key));
    }

    private static string? Description(GeneratedProject project) => (string?)project.Template["Description"];

    private static void Build(GeneratedProject project, string members) => Assert.Empty(project.Build($"public class Functions {{ {members} }}").Faults);
}
