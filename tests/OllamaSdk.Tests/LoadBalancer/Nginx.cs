using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Launching;

namespace OllamaSdk.Tests.LoadBalancer;

/// <summary>A real nginx on a free port of loopback, with the configuration that the documentation shows.</summary>
internal sealed partial class Nginx : IAsyncDisposable
{
    private const string Missing =
        "nginx is not installed, so the page docs/load-balancer.md was not put to the test. On Debian and Ubuntu: apt-get install nginx-light.";

    // What a distribution's own nginx.conf is there for; here one process, which leaves no other behind, and no file outside its folder.
    private const string Around = """
        daemon off;
        master_process off;
        pid nginx.pid;
        events { worker_connections 1024; }
        http {
            access_log off;
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            include ollama.conf;
        }
        """;

    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private Nginx(DirectoryInfo folder, Process process, int port) => (_folder, _process, Url) = (folder, process, new Uri($"http://127.0.0.1:{port}/"));

    public Uri Url { get; }

    /// <summary>The configuration as the page has it.</summary>
    public static string Documented => ConfigurationBlock().Match(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "load-balancer.md"))).Groups[1].Value;

    /// <summary>Starts it over these two servers; the test is skipped where there is no nginx.</summary>
    public static async Task<Nginx> StartAsync(Uri first, Uri second)
    {
        var program = Find();
        Assert.SkipWhen(program is null, Missing);
        var port = StandIn.FreePort();
        var folder = Directory.CreateTempSubdirectory("ollamasdk-nginx-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "ollama.conf"), Documented
            .Replace("127.0.0.1:11434", first.Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:11435", second.Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:8080", $"127.0.0.1:{port}", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "nginx.conf"), Around);

        var process = Process.Start(new ProcessStartInfo(program!)
        {
            ArgumentList = { "-p", folder.FullName, "-e", "error.log", "-c", "nginx.conf" },
            RedirectStandardError = true,
        })!;
        var nginx = new Nginx(folder, process, port);
        try
        {
            await Guard.Within(nginx.WaitUntilItListensAsync(), "the start of nginx");
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }

        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await Guard.Within(_process.WaitForExitAsync(), "the end of nginx");
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/sbin").Append("/usr/local/sbin").Append("/opt/homebrew/bin").Select(folder => Path.Combine(folder, "nginx")).FirstOrDefault(File.Exists);

    private async Task WaitUntilItListensAsync()
    {
        while (true)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"nginx ended with exit code {_process.ExitCode}: {await _process.StandardError.ReadToEndAsync()}");
            }

            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(Url.Host, Url.Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    [GeneratedRegex("```nginx\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ConfigurationBlock();
}
