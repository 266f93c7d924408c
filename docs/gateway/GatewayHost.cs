namespace Gateway;

/// <summary>The program: YARP, with what a gateway to models needs beyond it.</summary>
public static class GatewayHost
{
    // Pictures and long conversations are larger than the 30 MB that Kestrel takes otherwise.
    private const long MaxBodyBytes = 100 * 1024 * 1024;

    /// <param name="args">Settings of the command line; they win over those of <c>appsettings.json</c>.</param>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
        builder.Services.AddSingleton(GatewayOptions.Read(builder.Configuration.GetSection("Gateway")));
        builder.Services.AddSingleton<ConsumerBook>();
        builder.Services.AddSingleton<ModelTable>();
        builder.Services.AddSingleton<ModelGateway>();
        builder.Services.AddHostedService<ModelPoller>();

        var app = builder.Build();
        var gateway = app.Services.GetRequiredService<ModelGateway>();
        app.MapReverseProxy(pipeline =>
        {
            pipeline.Use(gateway.InvokeAsync);
            pipeline.UseLoadBalancing();
        });
        return app;
    }
}
