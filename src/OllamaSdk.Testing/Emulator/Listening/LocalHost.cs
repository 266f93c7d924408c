using System.Net;

namespace OllamaSdk.Testing.Emulator.Listening;

/// <summary>
/// Which names in a Host header a server on the loopback address answers to. Others are refused, by the server as here: a web page could otherwise reach it
/// under a name that it lets point to this computer.
/// </summary>
internal static class LocalHost
{
    private static readonly string[] Endings = [".localhost", ".local", ".internal"];

    public static bool Allows(string host) =>
        host.Length == 0
        || IPAddress.TryParse(host.Trim('[', ']'), out var address) && (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.Equals(Dns.GetHostName(), StringComparison.OrdinalIgnoreCase)
        || Endings.Any(ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
