using Aspire.Hosting.Testing;

namespace OllamaSdk.Aspire.Tests.Hosting;

/// <summary>What the app host knows of the resources before anything runs: all that there is of a container here, where none can run.</summary>
public sealed class ModelTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_container_is_Ollamas_with_its_port_and_is_asked_for_its_version()
    {
        var server = Builder().AddOllamaServer("ollama", port: 12345).Resource;

        var image = Assert.Single(server.Annotations.OfType<ContainerImageAnnotation>());
        Assert.Equal(("docker.io", "ollama/ollama", "0.40.12"), (image.Registry, image.Image, image.Tag));
        var endpoint = Assert.Single(server.Annotations.OfType<EndpointAnnotation>());
        Assert.Equal(("http", 12345, 11434), (endpoint.Name, endpoint.Port, endpoint.TargetPort));
        Assert.Single(server.Annotations.OfType<HealthCheckAnnotation>());
    }

    [Fact]
    public void Models_can_stay_in_a_volume_or_a_directory()
    {
        var builder = Builder();
        var own = Assert.Single(builder.AddOllamaServer("a").WithDataVolume().Resource.Annotations.OfType<ContainerMountAnnotation>());
        var named = Assert.Single(builder.AddOllamaServer("b").WithDataVolume("models").Resource.Annotations.OfType<ContainerMountAnnotation>());
        var bound = Assert.Single(builder.AddOllamaServer("c").WithDataBindMount("/var/models").Resource.Annotations.OfType<ContainerMountAnnotation>());

        Assert.All([own, named, bound], mount => Assert.Equal("/root/.ollama", mount.Target));
        Assert.EndsWith("a-ollama", own.Source, StringComparison.Ordinal);
        Assert.Equal(("models", ContainerMountType.Volume), (named.Source, named.Type));
        Assert.Equal(("/var/models", ContainerMountType.BindMount), (bound.Source, bound.Type));
    }

    [Theory]
    [InlineData(null, OllamaGpu.Nvidia, "0.40.12", "--gpus all")]
    [InlineData("docker", OllamaGpu.Nvidia, "0.40.12", "--gpus all")]
    [InlineData("podman", OllamaGpu.Nvidia, "0.40.12", "--device nvidia.com/gpu=all")]
    [InlineData("docker", OllamaGpu.Amd, "0.40.12-rocm", "--device /dev/kfd --device /dev/dri")]
    public async Task Graphics_cards_are_given_as_the_container_runtime_wants_it(string? runtime, OllamaGpu gpu, string tag, string arguments)
    {
        var builder = Builder();
        builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] = runtime;
        var server = builder.AddOllamaServer("ollama").WithGpu(gpu).Resource;

        List<object> given = [];
        foreach (var annotation in server.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>())
        {
            await annotation.Callback(new ContainerRuntimeArgsCallbackContext(given, Ct));
        }

        Assert.Equal(arguments, string.Join(' ', given));
        Assert.Equal(tag, server.Annotations.OfType<ContainerImageAnnotation>().Last().Tag);
    }

    [Fact]
    public void A_tag_with_ROCm_is_kept_and_a_card_of_nobody_is_refused()
    {
        var server = Builder().AddOllamaServer("ollama").WithImageTag("1.0-rocm").WithGpu(OllamaGpu.Amd);

        Assert.Equal("1.0-rocm", server.Resource.Annotations.OfType<ContainerImageAnnotation>().Last().Tag);
        Assert.Throws<ArgumentOutOfRangeException>(() => server.WithGpu((OllamaGpu)7));
    }

    [Fact]
    public async Task Connection_strings_are_what_the_client_reads()
    {
        var server = Builder().AddOllamaServer("ollama");
        var model = server.AddModel("chat", "llama3.2").Resource;
        var endpoint = server.Resource.Annotations.OfType<EndpointAnnotation>().Single();
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 5001);

        Assert.Equal("Endpoint=http://localhost:5001", await ((IResourceWithConnectionString)server.Resource).GetConnectionStringAsync(Ct));
        Assert.Equal("Endpoint=http://localhost:5001;Model=llama3.2", await ((IResourceWithConnectionString)model).GetConnectionStringAsync(Ct));
        Assert.Equal("{ollama.connectionString};Model=llama3.2", model.ConnectionStringExpression.ValueExpression);
        Assert.Equal(
            ["Host={ollama.bindings.http.host}", "Port={ollama.bindings.http.port}", "Uri={ollama.bindings.http.url}", "Model=llama3.2"],
            ((IResourceWithConnectionString)model).GetConnectionProperties().Select(property => $"{property.Key}={property.Value.ValueExpression}"));
        Assert.Same(server.Resource, model.Parent);
    }

    [Fact]
    public async Task What_is_published_has_the_container_and_the_models_connection_but_no_program_of_this_machine()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("ollamasdk-manifest-").FullName, "aspire-manifest.json");
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--publisher", "manifest", "--output-path", file]);
        var model = builder.AddOllamaServer("ollama").WithDataVolume("models").AddModel("chat", "llama3.2");
        builder.AddOllamaProgram("local");
        builder.AddContainer("api", "api").WithReference(model);
        await using (var app = builder.Build())
        {
            await app.RunAsync(Ct);
        }

        using var manifest = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(file, Ct));
        var resources = manifest.RootElement.GetProperty("resources");
        TestContext.Current.TestOutputHelper?.WriteLine(resources.GetRawText());
        Assert.Equal("docker.io/ollama/ollama:0.40.12", resources.GetProperty("ollama").GetProperty("image").GetString());
        Assert.Equal("Endpoint={ollama.bindings.http.url}", resources.GetProperty("ollama").GetProperty("connectionString").GetString());
        Assert.Equal(11434, resources.GetProperty("ollama").GetProperty("bindings").GetProperty("http").GetProperty("targetPort").GetInt32());
        Assert.Equal("{ollama.connectionString};Model=llama3.2", resources.GetProperty("chat").GetProperty("connectionString").GetString());
        Assert.Equal("{chat.connectionString}", resources.GetProperty("api").GetProperty("env").GetProperty("ConnectionStrings__chat").GetString());
        Assert.False(resources.TryGetProperty("local", out _));
        File.Delete(file);
    }

    [Fact]
    public void A_program_is_the_one_that_is_named_or_looked_for()
    {
        var builder = Builder();

        Assert.Equal("/opt/ollama/bin/ollama", builder.AddOllamaProgram("named", command: "/opt/ollama/bin/ollama").Resource.Command);
        var found = builder.AddOllamaProgram("looked-for").Resource.Command;
        Assert.True(found == "ollama" || File.Exists(found), found);
    }

    [Fact]
    public void What_is_no_model_is_refused_at_once() =>
        Assert.Throws<ArgumentException>(() => Builder().AddOllamaServer("ollama").AddModel("chat", " "));

    private static IDistributedApplicationTestingBuilder Builder() => DistributedApplicationTestingBuilder.Create();
}
