using System.Globalization;
using OllamaSdk.Soak;
using OllamaSdk.Soak.Report;
using OllamaSdk.Soak.Servers;
using OllamaSdk.Soak.Watch;
using OllamaSdk.Tests.LoadBalancer;

// All clients against emulators behind nginx and proxies that break things; see docs/soak.md. It ends with 1 where something was not as it must be.
if (args is ["serve", var number])
{
    return await ServerSide.RunAsync(int.Parse(number, CultureInfo.InvariantCulture));
}

if (Settings.Parse(args) is not { } settings)
{
    Console.Error.WriteLine(Settings.Usage);
    return 2;
}

if (NginxProcess.Find() is null)
{
    Console.WriteLine("nginx is not installed, so nothing was done. On Debian and Ubuntu: apt-get install nginx-light.");
    return 0;
}

var result = await SoakRun.RunAsync(settings);
Console.WriteLine(Table.Of(result));
if (settings.Record && result.IsClean)
{
    Record.Add(result);
}

return result.IsClean ? 0 : 1;
