using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace OllamaSdk.Tests.LoadBalancer;

/// <summary>A real nginx with the configuration that docs/load-balancer.md shows, once for each pair of servers, each on a free port of loopback.</summary>
internal sealed partial class NginxProcess : IAsyncDisposable
{
    // What a distribution's own nginx.conf is there for; here one process, which leaves no other behind, and no file outside its folder.
    private const string Around = """
        daemon off;
        master_process off;
        pid nginx.pid;
        events { worker_connections 4096; }
        http {
            access_log off;
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            include pair-*.conf;
        }
        """;

    private readonly DirectoryInfo _folder;
    private Process _process;

    private NginxProcess(DirectoryInfo folder, Process process, int[] ports) => (_folder, _process, Ports) = (folder, process, ports);

    /// <summary>One for each pair.</summary>
    public IReadOnlyList<int> Ports { get; }

    /// <summary>The configuration as the page has it.</summary>
    public static string Documented => ConfigurationBlock().Match(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "load-balancer.md"))).Groups[1].Value;

    /// <summary>Where the program is; <see langword="null"/> where there is none.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/sbin").Append("/usr/local/sbin").Append("/opt/homebrew/bin").Select(folder => Path.Combine(folder, "nginx")).FirstOrDefault(File.Exists);

    /// <param name="change">Changes the page's configuration before it is used.</param>
    /// <param name="pairs">The ports of the servers.</param>
    public static async Task<NginxProcess> StartAsync(Func<string, string> change, params (int First, int Second)[] pairs)
    {
        var ports = pairs.Select(_ => FreePort()).ToArray();
        var folder = Directory.CreateTempSubdirectory("ollamasdk-nginx-");
        for (var i = 0; i < pairs.Length; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"pair-{i}.conf"), change(Documented)
                .Replace("127.0.0.1:11434", $"127.0.0.1:{pairs[i].First}", StringComparison.Ordinal)
                .Replace("127.0.0.1:11435", $"127.0.0.1:{pairs[i].Second}", StringComparison.Ordinal)
                .Replace("127.0.0.1:8080", $"127.0.0.1:{ports[i]}", StringComparison.Ordinal)
                .Replace("upstream ollama", $"upstream ollama{i}", StringComparison.Ordinal)
                .Replace("http://ollama;", $"http://ollama{i};", StringComparison.Ordinal));
        }

        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "nginx.conf"), Around);
        var nginx = new NginxProcess(folder, Launch(folder), ports);
        try
        {
            await nginx.WaitUntilItListensAsync();
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }

        return nginx;
    }

    /// <summary>Kills it, and starts it again with the same ports after a while.</summary>
    public async Task RestartAsync(TimeSpan gone)
    {
        await KillAsync();
        await Task.Delay(gone);
        _process = Launch(_folder);
        await WaitUntilItListensAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete(recursive: true);
    }

    private static Process Launch(DirectoryInfo folder) => Process.Start(new ProcessStartInfo(Find()!)
    {
        ArgumentList = { "-p", folder.FullName, "-e", "error.log", "-c", "nginx.conf" },
        RedirectStandardError = true,
    })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        _process.Dispose();
    }

    private async Task WaitUntilItListensAsync()
    {
        for (var tries = 0; ; tries++)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"nginx ended with exit code {_process.ExitCode}: {await _process.StandardError.ReadToEndAsync()}");
            }

            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, Ports[0]);
                return;
            }
            catch (SocketException) when (tries < 3000)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }
        }
    }

    [GeneratedRegex("```nginx\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ConfigurationBlock();
}
