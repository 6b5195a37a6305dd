"""Runs a command while a watch looks for the first pod of the Deployment that is being deleted. No dependencies."""
import json, os, subprocess, threading, time
import cluster


def timed(command, folder=None, environment=None):
    """Wall time, processor time and the most memory of one command with its children."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder,
        env=dict(os.environ, **(environment or {})))
    words = []
    reader = threading.Thread(target=lambda: words.append(process.stdout.read()))
    reader.start()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    reader.join()
    return dict(began=began, wall=wall, cpu=usage.ru_utime + usage.ru_stime, memory=usage.ru_maxrss / 1024, code=process.returncode, words=words[0])


class Watch:
    """kubectl's watch as raw events; the moment of the first deletionTimestamp is on this machine's monotonic clock."""

    def __init__(self, place):
        path = f"/api/v1/namespaces/{cluster.NAMESPACE}/pods?labelSelector=app%3Dweb"
        version = json.loads(place.kubectl("get", "--raw", path))["metadata"]["resourceVersion"]
        self.first = None
        self.process = subprocess.Popen(place.command + ["get", "--raw", f"{path}&watch=1&resourceVersion={version}&timeoutSeconds=300"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=dict(os.environ, KUBECONFIG=place.kubeconfig))
        threading.Thread(target=self.read, daemon=True).start()
        time.sleep(1)  # until it stands; events since `version` come in any case

    def read(self):
        for line in self.process.stdout:
            seen = time.monotonic()
            if self.first is None and '"deletionTimestamp"' in line: self.first = seen

    def close(self):
        time.sleep(0.5)
        self.process.terminate()
        self.process.wait()


def until_deletion(place, command, folder=None, environment=None):
    """As {timed}, with `first`: seconds from the start to the first deletion that was accepted; None if there was none."""
    watch = Watch(place)
    try:
        found = timed(command, folder, environment)
    finally:
        watch.close()
    found["first"] = None if watch.first is None else watch.first - found["began"]
    return found
