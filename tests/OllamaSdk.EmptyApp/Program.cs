// The least that a program with an HTTP client can be: what the command line's start is measured beside.
using var client = new HttpClient();
Console.Out.WriteLine(client.Timeout);
