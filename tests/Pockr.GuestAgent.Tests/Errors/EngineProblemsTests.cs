using System.Net;
using Pockr.EngineClient;
using Pockr.GuestAgent.Errors;

namespace Pockr.GuestAgent.Tests.Errors;

public sealed class EngineProblemsTests
{
    [Theory]
    [InlineData(404, "No such container: web", 404, "container_not_found")]
    [InlineData(404, "No such image: nope:latest", 404, "image_not_found")]
    [InlineData(404, "pull access denied for nope, repository does not exist or may require 'docker login': denied", 404, "image_not_found")]
    [InlineData(404, "manifest for busybox:9 not found: manifest unknown: manifest unknown", 404, "image_not_found")]
    [InlineData(404, "network nope not found", 404, "network_not_found")]
    [InlineData(404, "get nope: no such volume", 404, "volume_not_found")]
    [InlineData(404, "create v: error looking up volume plugin nope: plugin \"nope\" not found", 400, "invalid_request")]
    [InlineData(403, "none is a pre-defined network and cannot be removed", 409, "network_conflict")]
    [InlineData(403, "error while removing network: network n id 92 has active endpoints", 409, "network_conflict")]
    [InlineData(500, "container rootfs is marked read-only", 409, "read_only")]
    [InlineData(403, "mounted volume is marked read-only", 409, "read_only")]
    [InlineData(500, "container f3 is not connected to network n", 409, "network_conflict")]
    [InlineData(409, "network with name n already exists", 409, "name_in_use")]
    [InlineData(409, "remove v: volume is in use - [5f]", 409, "volume_in_use")]
    [InlineData(409, "conflict: unable to remove repository reference \"busybox:latest\" (must force) - container 94 is using its referenced image 28", 409, "image_conflict")]
    [InlineData(409, "conflict: unable to delete 28815393c5ed (must be forced) - image is referenced in multiple repositories", 409, "image_conflict")]
    [InlineData(400, "invalid reference format", 400, "invalid_request")]
    [InlineData(409, "Conflict. The container name \"/web\" is already in use by container \"ab\". You have to remove (or rename) that container to be able to reuse that name.", 409, "name_in_use")]
    [InlineData(409, "container 5f is not running", 409, "container_not_running")]
    [InlineData(409, "cannot remove container \"/web\": container is running: stop the container before removing or force remove", 409, "container_conflict")]
    [InlineData(500, "driver failed programming external connectivity on endpoint web (ab): Bind for 0.0.0.0:8080 failed: port is already allocated", 409, "port_in_use")]
    [InlineData(500, "failed to bind port 0.0.0.0:7080/tcp: Error starting userland proxy: listen tcp4 0.0.0.0:7080: bind: address already in use", 409, "port_in_use")]
    [InlineData(500, "connection error: desc = \"transport: Error while dialing: dial unix /run/pockr/containerd.sock: connect: connection refused\": unavailable", 503, "engine_unavailable")]
    [InlineData(500, "Get \"https://registry.example.org/v2/\": dial tcp: lookup registry.example.org on 10.0.2.3:53: no such host", 502, "registry_unreachable")]
    [InlineData(500, "Get \"https://registry.example.org/v2/\": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)", 502, "registry_unreachable")]
    [InlineData(500, "failed to register layer: write /bin/x: no space left on device", 507, "disk_full")]
    [InlineData(500, "unable to find user nosuch: no matching entries in passwd file", 400, "invalid_request")]
    [InlineData(500, "error gathering device information while adding custom device \"/dev/nope\": no such file or directory", 400, "invalid_request")]
    [InlineData(500, "failed to create task for container: failed to create shim task: OCI runtime create failed: the path `/etc` is not a regular file: Operation not permitted: unknown", 400, "invalid_request")]
    [InlineData(500, "failed to create task for container: failed to create shim task: OCI runtime create failed: clone: Cannot allocate memory: unknown", 500, "engine_error")]
    [InlineData(500, "Decoding seccomp profile failed: json: cannot unmarshal number", 400, "invalid_request")]
    [InlineData(409, "Cannot update container ab: Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time", 400, "invalid_request")]
    [InlineData(409, "a prune operation is already running", 409, "engine_busy")]
    [InlineData(409, "Container ab is paused, unpause the container before exec", 409, "container_conflict")]
    [InlineData(501, "configured logging driver does not support reading", 409, "container_conflict")]
    [InlineData(500, "something else", 500, "engine_error")]
    public void From_TellsTheKindByStatusAndText(int status, string text, int expectedStatus, string code)
    {
        var problem = EngineProblems.From(new EngineException((HttpStatusCode)status, text));

        Assert.Equal((expectedStatus, code), (problem.Status, problem.Code));
        Assert.EndsWith(".", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void From_AnUnknownContainer_NamesIt()
    {
        var problem = EngineProblems.From(new EngineException(HttpStatusCode.NotFound, "No such container: web"));

        Assert.Equal("No container 'web' in this machine.", problem.Detail);
    }
}
