using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace OllamaSdk.Soak.Servers;

/// <summary>A real nginx with the configuration that docs/load-balancer.md shows, once for each pair of servers.</summary>
internal sealed partial class Nginx : INode
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

    private Nginx(DirectoryInfo folder, Process process, int[] ports) => (_folder, _process, Ports) = (folder, process, ports);

    public string Name => "nginx";

    public int Port => Ports[0];

    /// <summary>One for each pair.</summary>
    public IReadOnlyList<int> Ports { get; }

    /// <summary>Where the program is; <see langword="null"/> where there is none.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/sbin").Append("/usr/local/sbin").Append("/opt/homebrew/bin").Select(folder => Path.Combine(folder, "nginx")).FirstOrDefault(File.Exists);

    public static async Task<Nginx> StartAsync(params (int First, int Second)[] pairs)
    {
        var ports = pairs.Select(_ => FreePort()).ToArray();
        var folder = Directory.CreateTempSubdirectory("ollamasdk-soak-nginx-");
        for (var i = 0; i < pairs.Length; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"pair-{i}.conf"), Documented(i, ports[i], pairs[i].First, pairs[i].Second));
        }

        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "nginx.conf"), Around);
        var nginx = new Nginx(folder, Launch(folder), ports);
        await nginx.WaitUntilItListensAsync();
        return nginx;
    }

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

    private static string Documented(int number, int port, int first, int second) =>
        ConfigurationBlock().Match(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "load-balancer.md"))).Groups[1].Value
            .Replace("127.0.0.1:11434", $"127.0.0.1:{first}", StringComparison.Ordinal)
            .Replace("127.0.0.1:11435", $"127.0.0.1:{second}", StringComparison.Ordinal)
            .Replace("127.0.0.1:8080", $"127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("upstream ollama", $"upstream ollama{number}", StringComparison.Ordinal)
            .Replace("http://ollama;", $"http://ollama{number};", StringComparison.Ordinal)
            // Here servers fail every second: with the page's own numbers nobody would ever be asked.
            .Replace("max_fails=2", "max_fails=0", StringComparison.Ordinal);

    private static Process Launch(DirectoryInfo folder) => Process.Start(new ProcessStartInfo(Find()!)
    {
        ArgumentList = { "-p", folder.FullName, "-e", "error.log", "-c", "nginx.conf" },
        RedirectStandardError = true,
        RedirectStandardOutput = true,
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
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

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
                await probe.ConnectAsync(IPAddress.Loopback, Port);
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
