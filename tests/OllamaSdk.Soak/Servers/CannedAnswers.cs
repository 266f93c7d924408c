using System.Globalization;
using System.Text;
using OllamaSdk.Soak.Scenario;

namespace OllamaSdk.Soak.Servers;

/// <summary>Answers that the proxy gives in a server's place, byte for byte as real ones write them.</summary>
internal static class CannedAnswers
{
    private const string NoSpace = "write /models/blobs/sha256-0-partial: no space left on device";

    /// <summary>A refusal after which the connection stays.</summary>
    public static byte[]? Refusal(Fault fault) => fault switch
    {
        Fault.Busy => Whole("503 Service Unavailable", Json("server busy, please try again.  maximum pending requests exceeded")),
        Fault.RateLimited => Whole("429 Too Many Requests", Json("too many requests"), "Retry-After: 0\r\n"),
        Fault.ServerError => Whole("500 Internal Server Error", Json("something went wrong")),
        Fault.BadGateway => Whole("502 Bad Gateway", "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>502 Bad Gateway</h1></body>\r\n</html>\r\n", type: "text/html"),
        _ => null,
    };

    /// <summary>An upload that has no room, after which the server closes.</summary>
    public static byte[] DiskFullUpload(bool byStatus) =>
        Whole(byStatus ? "507 Insufficient Storage" : "500 Internal Server Error", Json(NoSpace), "Connection: close\r\n");

    /// <summary>A pull that has no room.</summary>
    public static byte[] DiskFullPull()
    {
        var answer = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        foreach (var line in (string[])["""{"status":"pulling manifest"}""", """{"status":"pulling 0123456789ab","digest":"sha256:0123456789ab","total":200000,"completed":1000}""", Json(NoSpace)])
        {
            answer.Append(CultureInfo.InvariantCulture, $"{line.Length + 1:x}\r\n{line}\n\r\n");
        }

        return Encoding.UTF8.GetBytes(answer.Append("0\r\n\r\n").ToString());
    }

    private static string Json(string message) => $$"""{"error":"{{message}}"}""";

    private static byte[] Whole(string status, string body, string headers = "", string type = "application/json; charset=utf-8") => Encoding.UTF8.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n{headers}\r\n{body}");
}
